import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { perform, readingContext } from "../context.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { factsOf } from "./case-record.ts";
import { openCase } from "./open-case.ts";
import { recordFacts } from "./record-facts.ts";
import { type History, recordHistories } from "./record-histories.ts";

let db: TestDatabase;
const pool = () => connectionPool(db.ownerUrl, 1);
let owners: ReturnType<typeof pool>;
beforeAll(async () => {
  db = await testDatabase();
  owners = pool();
});
afterAll(async () => {
  await owners.end();
  await db.end();
});

const at = Temporal.Instant.from;
const opened = { reason: "left-destination-unknown", missingSince: "2026-10-16", address: "inside" } as const;

test("a history loaded at once makes the same rows as the same facts recorded one after another [G03]", async () => {
  const officer = await db.who("cme.eastmere");
  const [slow, fast] = [await referredChild(db.owner), await referredChild(db.owner)];
  db.setNow("2026-11-03T10:00:00Z");
  const call = { viewer: officer, act: "work-case", request: "test" } as const;
  const made = await perform(db.keepsight, call, (context) =>
    openCase(context, {
      ...slow,
      reason: opened.reason,
      missingSince: Temporal.PlainDate.from(opened.missingSince),
      address: opened.address,
    }),
  );
  if ("refused" in made) throw new Error("A new child has no case");
  db.setNow("2026-11-04T10:00:00Z");
  await perform(db.keepsight, call, (context) =>
    recordFacts(context, made.caseId, [{ kind: "database-checked", details: { found: "nothing" } }]),
  );

  const madeBy = officer.personId;
  const history: History = {
    ...fast,
    ownerId: madeBy,
    referralId: fast.referral.id,
    facts: [
      {
        kind: "referral-received",
        details: { form: "cme1", urgent: false, concern: false },
        happenedAt: fast.referral.receivedAt,
        madeAt: at("2026-11-03T10:00:00Z"),
        madeBy,
      },
      { kind: "case-opened", details: opened, happenedAt: at("2026-11-03T10:00:00Z"), madeBy },
      {
        kind: "database-checked",
        details: { found: "nothing" },
        happenedAt: at("2026-11-04T10:00:00Z"),
        madeBy,
      },
    ],
  };
  const [loaded] = await recordHistories(databaseFor(owners, undefined), [history], {
    procedures: db.keepsight.procedures,
    now: at("2026-11-04T10:00:00Z"),
  });

  const same = async (caseId: number | undefined) => {
    const row = await db.owner.query(
      `select procedure, procedure_version, opened_at, opened_by, owner_id, reason, missing_since, open, next_obligation,
         next_due_at, next_role from cases where id = $1`,
      [caseId],
    );
    const owed = await db.owner.query(
      "select obligation, state, due_at, met_at, why from obligations where case_id = $1 order by obligation",
      [caseId],
    );
    const told = await db.owner.query(
      "select words from referral_progress join referrals r on r.id = referral_id where r.case_id = $1",
      [caseId],
    );
    return { row: row.rows, owed: owed.rows, told: told.rows };
  };
  expect(await same(loaded?.caseId)).toEqual(await same(made.caseId));
  expect(loaded?.reference).toMatch(/^EM-C-/);
  const reading = readingContext(db.keepsight, officer, "test");
  expect((await factsOf(reading, loaded?.caseId ?? 0)).map(({ kind }) => kind)).toEqual([
    "referral-received",
    "case-opened",
    "database-checked",
  ]);
});

test("a history that opens no case is refused with the child's id", async () => {
  const child = await referredChild(db.owner);
  const none = { ...child, ownerId: null, facts: [] };
  await expect(
    recordHistories(databaseFor(owners, undefined), [none], {
      procedures: db.keepsight.procedures,
      now: at("2026-11-04T10:00:00Z"),
    }),
  ).rejects.toThrow(`The history of child ${child.childId} opens no case.`);
});
