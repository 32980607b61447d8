import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { databaseFor } from "../../database/index.ts";
import { casesOfLeavers, registerCounts } from "./register.store.ts";
import { lengthOn, lengths, type StateId, states, statesAt } from "./register.ts";

const now = Temporal.Instant.from("2026-11-11T10:00:00Z");
const today = Temporal.PlainDate.from("2026-11-11");
/** The days before and on which each length begins, a day not known, and one still to come. */
const days = [0, 13, 14, 27, 28, 55, 56, 83, 84, 181, 182, 363, 364, 900, -1, undefined];
/** Before and at each moment at which a step is late, due today, this week and later. */
const moments = [
  "2026-11-11T09:59:59Z",
  "2026-11-11T10:00:00Z",
  "2026-11-11T23:59:59Z",
  "2026-11-12T00:00:00Z",
];
const later = ["2026-11-15T23:59:59Z", "2026-11-16T00:00:00Z"];

let db: TestDatabase;
let authorityId: number;
let officerId: number;
const open: { missingSince: Temporal.PlainDate | null; dueAt: Temporal.Instant }[] = [];
beforeAll(async () => {
  db = await testDatabase();
  for (const [nth, ago] of days.entries()) {
    const { caseId } = await caseAtAddress(db, { forename: `Ada${nth}`, surname: "Fenwick" });
    const missingSince = ago === undefined ? null : today.subtract({ days: ago });
    const dueAt = Temporal.Instant.from([...moments, ...later][nth % 6] as string);
    // As a list keeps it: what a case is owed is not what this test is about.
    await db.owner.query("update cases set missing_since = $2, next_due_at = $3 where id = $1", [
      caseId,
      missingSince?.toString() ?? null,
      dueAt.toString(),
    ]);
    open.push({ missingSince, dueAt });
  }
  const { rows } = await db.owner.query(
    `select posts.person_id, cases.authority_id from posts join cases using (authority_id)
     where posts.role = 'cme-officer' limit 1`,
  );
  [officerId, authorityId] = [Number(rows[0].person_id), rows[0].authority_id];
});
afterAll(() => db.end());

test("the register counts by the bands of the return and by what is due, to the day and the second [H01]", async () => {
  const seen = databaseFor(db.keepsight.pool, officerId);
  const counts = await registerCounts(seen, { authorityId, now, today, filter: {} });
  const inState = (id: StateId) => open.filter(({ dueAt }) => statesAt(now)(dueAt) === id).length;
  expect(counts).toMatchObject({
    all: open.length,
    ...Object.fromEntries(states.map(({ id }) => [id, inState(id)])),
  });
  const byLength = lengths.map(({ id }) => {
    const those = open.filter(({ missingSince }) => lengthOn(missingSince, today) === id);
    return {
      id,
      count: those.length,
      overdue: those.filter(({ dueAt }) => statesAt(now)(dueAt) === "overdue").length,
    };
  });
  expect(counts.lengths).toEqual(expect.arrayContaining(byLength));
  expect(counts.lengths).toHaveLength(lengths.length);
});

test("a case is its leaver's once the owner may own none any more [H01]", async () => {
  const seen = databaseFor(db.keepsight.pool, officerId);
  const { rows } = await db.owner.query(
    `select person_id from posts join permissions using (role) where act = 'work-case' and authority_id = $1
       and not of_system and person_id <> $2 limit 1`,
    [authorityId, officerId],
  );
  const leaver = Number(rows[0].person_id);
  const own = (owner: number, how: string) =>
    db.owner.query(
      `update cases set owner_id = $1 where id in (select id from cases where authority_id = $2 order by id ${how})`,
      [owner, authorityId],
    );
  await own(officerId, "limit 5");
  await own(leaver, "offset 5 limit 3");
  expect(await casesOfLeavers(seen, authorityId)).toBe(0);
  await db.owner.query("update posts set until_on = current_date - 1 where person_id = $1", [leaver]);
  expect(await casesOfLeavers(seen, authorityId)).toBe(3);
});
