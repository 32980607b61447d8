import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { type ReferredChild, referredChild } from "../../test/support/referred-child.ts";
import type { Viewer } from "../access/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { ChangedBySomeoneElse, databaseFor, NotFound } from "../database/index.ts";
import { caseByReference, chronologyOf, factsOf, obligationsKept } from "./case-record.ts";
import { openCase } from "./open-case.ts";
import { recordFact, recordFacts } from "./record-facts.ts";

let db: TestDatabase;
let officer: Viewer;
beforeAll(async () => {
  db = await testDatabase();
  officer = await db.who("cme.eastmere");
  db.setNow("2026-11-03T10:00:00Z");
});
afterAll(() => db.end());

const act = <Answer>(viewer: Viewer, work: (context: Context) => Promise<Answer>, key?: string) =>
  perform(db.keepsight, { viewer, act: "work-case", request: "test", key }, work);
const reading = (viewer: Viewer) => readingContext(db.keepsight, viewer, "test");

function opening(child: ReferredChild) {
  const reason = "left-destination-unknown" as const;
  return {
    ...child,
    reason,
    missingSince: Temporal.PlainDate.from("2026-10-16"),
    address: "inside" as const,
  };
}

async function openedCase() {
  const child = await referredChild(db.owner);
  const opened = await act(officer, (context) => openCase(context, opening(child)));
  if ("refused" in opened) throw new Error("A new child has no case");
  return { ...opened, child };
}

describe("a case is opened", () => {
  test("with its first facts and a next step under the authority's procedure [G03]", async () => {
    const { reference, caseId } = await openedCase();
    expect(reference).toMatch(/^EM-C-\d{6}$/);
    const facts = await factsOf(reading(officer), caseId);
    expect(facts.map(({ kind }) => kind)).toEqual(["referral-received", "case-opened"]);
    expect(facts[0]?.happenedAt.toString()).toBe("2026-11-02T09:00:00Z");
    expect(facts[0]?.madeByName).toBe("Cme Eastmere");
    const { rows } = await db.owner.query("select * from cases where id = $1", [caseId]);
    expect(rows[0]).toMatchObject({
      procedure: "norfolk",
      next_obligation: "check-database",
      next_role: "cme-officer",
    });
    expect(rows[0].next_due_at).toEqual(Temporal.Instant.from("2026-11-05T23:59:59.999Z"));
  });

  test("once for a child in an authority: a second referral is told of the open case", async () => {
    const { reference, child } = await openedCase();
    expect(await act(officer, (context) => openCase(context, opening(child)))).toEqual({
      refused: "already-open",
      reference,
    });
  });

  test("and its referrer is told so in plain words [G02]", async () => {
    const { child } = await openedCase();
    const school = await db.who("school.eastmere");
    const told = await databaseFor(db.keepsight.pool, school.personId)
      .selectFrom("referral_progress")
      .where("referral_id", "=", child.referral.id)
      .select("words")
      .execute();
    expect(told.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^Accepted on 3 November 2026\. A case is open/),
    ]);
  });

  test("by the same form sent twice as one case with one set of facts", async () => {
    const child = await referredChild(db.owner);
    const key = crypto.randomUUID();
    const once = () => act(officer, (context) => openCase(context, opening(child)), key);
    expect(await once()).toEqual(await once());
    const { rows } = await db.owner.query(
      "select count(*)::int as facts from case_facts join cases on cases.id = case_id where child_id = $1",
      [child.childId],
    );
    expect(rows).toEqual([{ facts: 2 }]);
  });

  test("not for a child of another authority: that child does not exist for this officer", async () => {
    const child = await referredChild(db.owner, { authority: "Westholme" });
    await expect(act(officer, (context) => openCase(context, opening(child)))).rejects.toThrow();
    const { rows } = await db.owner.query("select id from cases where child_id = $1", [child.childId]);
    expect(rows).toEqual([]);
  });
});

describe("a fact is recorded", () => {
  test("and moves the next step on at once", async () => {
    const { caseId } = await openedCase();
    await act(officer, (context) =>
      recordFact(context, caseId, { kind: "database-checked", details: { found: "nothing" } }),
    );
    const kept = await obligationsKept(reading(officer), caseId);
    expect(kept.map(({ obligation, state }) => [obligation, state])).toEqual(
      expect.arrayContaining([
        ["check-database", "met"],
        ["request-visit", "open"],
      ]),
    );
    const { rows } = await db.owner.query("select next_act from cases where id = $1", [caseId]);
    expect(rows).toEqual([{ next_act: "request-visit" }]);
  });

  test("only on what its recorder has seen: a stale page is refused and nothing is kept [G03]", async () => {
    const { caseId } = await openedCase();
    const seen = (await factsOf(reading(officer), caseId)).at(-1)?.id;
    const checked = { kind: "database-checked", details: { found: "nothing" }, seen } as const;
    await act(officer, (context) => recordFact(context, caseId, checked));
    await expect(act(officer, (context) => recordFact(context, caseId, checked))).rejects.toThrow(
      ChangedBySomeoneElse,
    );
    expect(await factsOf(reading(officer), caseId)).toHaveLength(3);
  });

  test("by two people at once one after the other: the later is told of the earlier", async () => {
    const { caseId } = await openedCase();
    const seen = (await factsOf(reading(officer), caseId)).at(-1)?.id;
    const note = (by: Viewer) =>
      act(by, (context) =>
        recordFact(context, caseId, { kind: "note-made", details: { note: "Called." }, seen }),
      );
    const named = await db.who("named.eastmere");
    const ends = await Promise.allSettled([note(officer), note(named)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await factsOf(reading(officer), caseId)).toHaveLength(3);
  });

  test("never on a case that its recorder may not know of", async () => {
    const { caseId } = await openedCase();
    const stranger = await db.who("cme.westholme");
    const note = { kind: "note-made", details: { note: "x" } } as const;
    await expect(act(stranger, (context) => recordFact(context, caseId, note))).rejects.toThrow(NotFound);
  });

  test("and can be changed or deleted by nobody, not even in SQL [G03]", async () => {
    const { caseId } = await openedCase();
    for (const change of ["update case_facts set kind = 'note-made'", "delete from case_facts"])
      await expect(db.owner.query(`${change} where case_id = ${caseId}`)).rejects.toThrow(
        /never changed or deleted/,
      );
  });
});

describe("the chronology", () => {
  test("keeps a corrected fact and says what corrected it [G03]", async () => {
    const { caseId } = await openedCase();
    const [wrong = 0] = await act(officer, (context) =>
      recordFacts(context, caseId, [{ kind: "database-checked", details: { found: "school" } }]),
    );
    const right = await act(officer, (context) =>
      recordFact(context, caseId, {
        kind: "database-checked",
        details: { found: "nothing" },
        replaces: wrong,
      }),
    );
    const entries = chronologyOf(await factsOf(reading(officer), caseId));
    expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort((a, b) => b - a));
    expect(entries.find(({ id }) => id === wrong)?.correctedBy).toBe(right);
    const { rows } = await db.owner.query("select next_act from cases where id = $1", [caseId]);
    expect(rows).toEqual([{ next_act: "request-visit" }]);
  });

  test("shows what was known then: a fact recorded later is not in it [G03]", async () => {
    const { caseId } = await openedCase();
    db.setNow("2026-11-10T10:00:00Z");
    await act(officer, (context) =>
      recordFact(context, caseId, {
        kind: "database-checked",
        details: { found: "nothing" },
        happenedAt: Temporal.Instant.from("2026-11-04T10:00:00Z"),
      }),
    );
    db.setNow("2026-11-03T10:00:00Z");
    const then = await factsOf(reading(officer), caseId, {
      knownAt: Temporal.Instant.from("2026-11-05T00:00:00Z"),
    });
    expect(then.map(({ kind }) => kind)).toEqual(["referral-received", "case-opened"]);
  });
});

test("no open case is without a next step: the database refuses it", async () => {
  const { caseId } = await openedCase();
  const forgotten = db.owner.query("update cases set next_obligation = null where id = $1", [caseId]);
  await expect(forgotten).rejects.toThrow(/an_open_case_has_a_next_step/);
});

test("the register's copies are the engine's answer, also for what a reference leads to", async () => {
  const { reference, caseId } = await openedCase();
  expect(await caseByReference(reading(officer), reference)).toMatchObject({
    id: caseId,
    open: true,
    outcome: null,
  });
  await expect(caseByReference(reading(await db.who("school.eastmere")), reference)).rejects.toThrow(
    NotFound,
  );
});

test("what is owed in a case follows it to another area, and out of sight when its child is restricted [G04]", async () => {
  const { caseId, child } = await openedCase();
  const owed = async (who: string) => (await obligationsKept(reading(await db.who(who)), caseId)).length;
  expect([await owed("area.eastmere"), await owed("area2.eastmere")]).toEqual([2, 0]);
  await db.owner.query(
    "update cases set area_id = (select id from areas where name = 'South' limit 1) where id = $1",
    [caseId],
  );
  expect([await owed("area.eastmere"), await owed("area2.eastmere")]).toEqual([0, 2]);
  await db.owner.query("update children set restricted = true where id = $1", [child.childId]);
  expect([await owed("area2.eastmere"), await owed("cme.eastmere")]).toEqual([0, 0]);
});
