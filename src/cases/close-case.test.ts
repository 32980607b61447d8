import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { compareLists } from "../comparisons/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { adviseRemoval } from "./advise-removal.ts";
import { caseByReference, factsOf } from "./case-record.ts";
import { closeCase } from "./close-case.ts";
import { giveOwner } from "./give-owner.ts";
import { recordFact } from "./record-facts.ts";
import { recordSimpleFact } from "./record-simple-fact.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.end());

async function act<Answer>(who: string, work: (context: Context) => Promise<Answer>, key?: string) {
  return perform(db.keepsight, { viewer: await db.who(who), act: "see-case", request: "test", key }, work);
}
const officer = "cme.eastmere";
const open = () => caseAtAddress(db, { forename: "Alma", surname: "Thornby" });
const close = (reference: string, key?: string) =>
  act(officer, (context) => closeCase(context, reference, { outcome: "on-roll" }), key);
const onRoll = {
  kind: "roll-confirmed",
  details: { schoolName: "Downland Primary School", startedOn: "2026-09-03", confirmedBy: "the head" },
} as const;
const told = async (referralId: number) =>
  (
    await db.owner.query("select words from referral_progress where referral_id = $1 order by id", [
      referralId,
    ])
  ).rows.map(({ words }) => words as string);

describe("a case is closed", () => {
  test("only with an outcome that a recorded fact proves; the refusal says which is missing, by which clause [C24]", async () => {
    const { reference, caseId } = await open();
    expect(await close(reference)).toEqual({
      closed: false,
      reason: expect.stringContaining("nothing on it shows that the child is on a school roll"),
      clause: "N3.1.2",
      needs: "roll-confirmed",
    });
    const proof = await act(officer, (context) => recordFact(context, caseId, onRoll));
    expect(await close(reference)).toEqual({ closed: true, provedBy: proof });
    const { rows } = await db.owner.query("select open, outcome, next_obligation from cases where id = $1", [
      caseId,
    ]);
    expect(rows).toEqual([{ open: false, outcome: "on-roll", next_obligation: null }]);
  });

  test("not again when a place was not taken up since the school confirmed [C24]", async () => {
    const { reference, caseId } = await open();
    await act(officer, (context) => recordFact(context, caseId, onRoll));
    db.setNow("2026-11-04T10:00:00Z");
    await act(officer, (context) =>
      recordFact(context, caseId, { kind: "place-not-taken-up", details: { schoolName: "Downland" } }),
    );
    expect(await close(reference)).toMatchObject({ closed: false, needs: "roll-confirmed" });
  });

  test("and its referrer is told the outcome in plain words, without the school's name or who said so [G02]", async () => {
    const { reference, caseId, referral } = await open();
    await act(officer, (context) => recordFact(context, caseId, onRoll));
    await close(reference);
    const last = (await told(referral.id)).at(-1);
    expect(last).toMatch(/^Found: on roll at another school since 3 September 2026\. The case is closed\./);
    expect(last).not.toMatch(/Downland|the head/);
  });

  test("and what outlasts it can still be recorded, but nothing else [G03]", async () => {
    const { reference, caseId } = await open();
    await act(officer, (context) =>
      recordFact(context, caseId, { kind: "concern-raised", details: { about: "safety" } }),
    );
    await act(officer, (context) => recordFact(context, caseId, onRoll));
    await close(reference);
    const record = (fact: Parameters<typeof recordSimpleFact>[2]["fact"]) =>
      act(officer, (context) =>
        recordSimpleFact(context, reference, { fact, happenedOn: Temporal.PlainDate.from("2026-11-03") }),
      );
    expect(await record({ kind: "place-offered", details: { schoolName: "Downland" } })).toBe("closed");
    expect(await record({ kind: "agency-told", details: { agency: "social-care" } })).toBe("recorded");
  });

  test("once by the same form sent twice [G03]", async () => {
    const { reference, caseId } = await open();
    await act(officer, (context) => recordFact(context, caseId, onRoll));
    const key = crypto.randomUUID();
    expect(await close(reference, key)).toEqual(await close(reference, key));
    const reading = readingContext(db.keepsight, await db.who(officer), "test");
    const facts = await factsOf(reading, caseId);
    expect(facts.filter(({ kind }) => kind === "case-closed")).toHaveLength(1);
  });

  test("by an officer of its authority alone: an area may not, a school or another authority knows of no case [G04]", async () => {
    const { reference } = await open();
    const tried = (who: string) =>
      act(who, (context) => closeCase(context, reference, { outcome: "on-roll" }));
    await expect(tried("area.eastmere")).rejects.toThrow(NotAllowed);
    await expect(tried("cme.westholme")).rejects.toThrow(NotFound);
    const school = readingContext(db.keepsight, await db.who("school.eastmere"), "test");
    await expect(caseByReference(school, reference)).rejects.toThrow(NotFound);
  });
});

test("a closed case is opened again, and then needs a new proof to be closed [C24]", async () => {
  const { reference, caseId } = await open();
  await act(officer, (context) => recordFact(context, caseId, onRoll));
  await close(reference);
  db.setNow("2026-11-20T10:00:00Z");
  const reopen = (day: string) =>
    act(officer, (context) =>
      recordSimpleFact(context, reference, {
        fact: { kind: "case-reopened", details: { why: "Never arrived.", address: "unknown" } },
        happenedOn: Temporal.PlainDate.from(day),
      }),
    );
  // Of a day before the closing it would be kept, and the case stay closed.
  expect(await reopen("2026-10-30")).toBe("before-closed");
  expect(await reopen("2026-11-20")).toBe("recorded");
  expect(await close(reference)).toMatchObject({ closed: false });
});

test("the school is told the day on which it may take the child off its roll [C28]", async () => {
  const { reference, referral } = await open();
  const removeOn = Temporal.PlainDate.from("2026-10-16");
  await act(officer, (context) => adviseRemoval(context, reference, { removeOn }));
  expect((await told(referral.id)).at(-1)).toBe(
    "You may take the child off your roll on 16 October 2026. Record that date as the last day.",
  );
});

describe("a fact with a simple form is recorded", () => {
  const place = {
    fact: { kind: "place-offered", details: { schoolName: "Larkmere Primary School" } },
    happenedOn: Temporal.PlainDate.from("2026-11-03"),
  } as const;

  test("by whoever owes the step that it ends, and by nobody else in that role's place [G04]", async () => {
    const { reference, caseId } = await open();
    const offer = () => act("admissions.eastmere", (context) => recordSimpleFact(context, reference, place));
    await expect(offer()).rejects.toThrow(NotAllowed);
    const found = { found: "child-seen", newAddress: "unknown", cardLeft: false, note: null } as const;
    await act("area.eastmere", (context) =>
      recordFact(context, caseId, { kind: "visit-made", details: found }),
    );
    expect(await offer()).toBe("recorded");
  });

  test("at the end of its day when that day is over", async () => {
    const { reference, caseId } = await open();
    db.setNow("2026-11-05T10:00:00Z");
    await act(officer, (context) => recordSimpleFact(context, reference, place));
    const reading = readingContext(db.keepsight, await db.who(officer), "test");
    expect((await factsOf(reading, caseId)).at(-1)).toMatchObject({
      happenedAt: Temporal.Instant.from("2026-11-03T23:59:59.999Z"),
      madeAt: Temporal.Instant.from("2026-11-05T10:00:00Z"),
    });
  });
});

test("a case is owned by somebody who works cases of its authority, and the chronology says so", async () => {
  const { reference, caseId } = await open();
  const named = await db.who("named.eastmere");
  const give = (ownerId: number) => act(officer, (context) => giveOwner(context, reference, { ownerId }));
  expect(await give((await db.who("cme.westholme")).personId)).toBe("cannot-own");
  expect(await give(named.personId)).toBe("given");
  const reading = readingContext(db.keepsight, named, "test");
  expect((await factsOf(reading, caseId)).at(-1)?.details).toEqual({ note: "Now owned by Named Eastmere." });
  expect((await caseByReference(reading, reference)).ownerId).toBe(named.personId);
});

describe("the duty itself ends", () => {
  const record = (reference: string, fact: Parameters<typeof recordSimpleFact>[2]["fact"]) =>
    act(officer, (context) =>
      recordSimpleFact(context, reference, { fact, happenedOn: Temporal.PlainDate.from("2026-11-03") }),
    );

  test("by age as the date of birth on record says, and not as somebody types [C24] [A05]", async () => {
    const { reference, caseId, childId, referral } = await open();
    const born = (on: string | null) =>
      db.owner.query("update children set date_of_birth = $2 where id = $1", [childId, on]);
    const over = {
      kind: "school-age-ruled-out",
      details: { age: "over", knownBy: "the register of births" },
    } as const;
    expect(await record(reference, over)).toBe("of-school-age");
    await born(null);
    expect(await record(reference, over)).toBe("birth-date-not-known");
    await born("2010-09-02");
    // Sixteen since September, and of compulsory school age until the last Friday of next June.
    expect(await record(reference, over)).toBe("of-school-age");
    await born("2010-08-31");
    expect(await record(reference, { ...over, details: { ...over.details, age: "not-begun" } })).toBe(
      "of-school-age",
    );
    expect(await record(reference, over)).toBe("recorded");
    const owed = await db.owner.query("select next_obligation from cases where id = $1", [caseId]);
    expect(owed.rows[0].next_obligation).toBe("close-case");
    await act(officer, (context) => closeCase(context, reference, { outcome: "not-of-age" }));
    expect((await told(referral.id)).at(-1)).toContain("The child is not of compulsory school age.");
  });

  test("by death: nobody visits or writes to the family, and no list asks after the child [C24]", async () => {
    const { reference, caseId, childId, referral, authorityId } = await open();
    await addPupil(db.owner, {
      list: "health",
      forename: "Alma",
      surname: "Mourned",
      born: "2017-03-09",
      childId,
    });
    const listed = async () => {
      await compareLists(
        { database: db.ownerDatabase, procedures: db.keepsight.procedures, now: db.keepsight.now() },
        authorityId,
      );
      const { rowCount } = await db.owner.query(
        "select from comparison_findings where child_id = $1 and listed",
        [childId],
      );
      return rowCount;
    };
    expect(await listed()).toBe(1);
    const fact = { kind: "death-confirmed", details: { confirmedBy: "the hospital" } } as const;
    expect(await record(reference, fact)).toBe("recorded");
    const { rows } = await db.owner.query(
      "select distinct act from obligations where case_id = $1 and state in ('open', 'due-soon', 'overdue')",
      [caseId],
    );
    expect(rows).toEqual([{ act: "close-case" }]);
    await act(officer, (context) => closeCase(context, reference, { outcome: "died" }));
    expect((await told(referral.id)).at(-1)).toContain(
      "Do not write to the family or visit them about school.",
    );
    expect(await listed()).toBe(0);
  });
});
