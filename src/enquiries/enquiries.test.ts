import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { differencesIn } from "../../test/support/recomputed.ts";
import type { Act } from "../access/index.ts";
import { caseByReference, factsOf, raiseFlags } from "../cases/index.ts";
import { addressesOf, approachTo, lastKnown } from "../children/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { databaseFor, NotAllowed, NotFound } from "../database/index.ts";
import { searchLists } from "../matching/index.ts";
import { decideReferral } from "../referrals/decide-referral.ts";
import { referralByReference } from "../referrals/referrals.store.ts";
import { fingerprintOf, soughtChild } from "../referrals/sought-child.ts";
import type { Answer } from "./answer.ts";
import { answerEnquiry, recordAnswerHeard } from "./answer-enquiry.ts";
import { answersTo } from "./answers.store.ts";
import { correctAnswer } from "./correct-answer.ts";
import { enquiriesAskedOf, enquiriesOfCase, enquiryReferenced } from "./enquiries.store.ts";
import { type Disclosable, lawfulBases, leastDisclosed, type Recipient, standingOf } from "./enquiry.ts";
import { passOn } from "./pass-on.ts";
import { sendEnquiries } from "./send-enquiries.ts";
import { tellThoseWhoAskedOfDecisions } from "./tell-of-decision.ts";
import { placesAskedOf } from "./who-is-asked.ts";

let database: TestDatabase;
let westholme: Recipient;
let ridgeway: number;
beforeAll(async () => {
  database = await testDatabase();
  const number = async (query: string) => Number((await database.owner.query(query)).rows[0].id);
  westholme = {
    kind: "authority",
    id: await number("select id from authorities where name = 'Westholme'"),
  };
  ridgeway = await number("select id from schools where name = 'Ridgeway School'");
});
afterAll(() => database.end());

const as = async (who: string) => readingContext(database.keepsight, await database.who(who), "test");

async function act<Answer>(
  who: string,
  named: Act,
  work: (context: Context) => Promise<Answer>,
  key?: string,
): Promise<Answer> {
  const viewer = await database.who(who);
  return perform(database.keepsight, { viewer, act: named, request: "test", key }, work);
}

async function asked(
  reference: string,
  to: Recipient = westholme,
  disclose: readonly Disclosable[] = leastDisclosed,
) {
  const sent = await act("cme.eastmere", "send-enquiry", (context) =>
    sendEnquiries(context, reference, {
      to: [to],
      question: "Do you know this family?",
      disclose,
      lawfulBasis: lawfulBases[0],
    }),
  );
  return "refused" in sent ? sent.refused : (sent.references[0] ?? "");
}

const nothing: Answer = {
  answer: "nothing-known",
  schoolName: "",
  startedOn: null,
  attending: null,
  where: "unknown",
  address: "",
  postcode: null,
  note: "",
};
const onRoll: Answer = {
  ...nothing,
  answer: "on-roll",
  startedOn: Temporal.PlainDate.from("2026-11-02"),
  attending: true,
};

const factsIn = async (caseId: number) => factsOf(await as("cme.eastmere"), caseId);
const rowOf = async (caseId: number) =>
  (await database.owner.query("select * from cases where id = $1", [caseId])).rows[0];

test("an enquiry discloses the least unless more is chosen, with its lawful basis written in it [G01] [C25]", async () => {
  const kase = await caseAtAddress(database, { forename: "Nell", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const enquiry = await enquiryReferenced((await as("cme.westholme")).database, reference);
  expect(enquiry?.disclosed).toEqual({
    forename: "Nell",
    surname: "Marsh",
    dateOfBirth: "2017-03-09",
    sex: "Female",
    formerSchool: "Ashfield Primary School",
    addressArea: "EA4",
  });
  expect(enquiry).toMatchObject({ askedBy: "Eastmere", to: "Westholme", lawfulBasis: lawfulBases[0] });
  // Five working days in the asking authority's procedure.
  expect(enquiry?.dueAt?.toString()).toBe("2026-11-10T23:59:59.999Z");
  const more = await asked(kase.reference, westholme, [...leastDisclosed, "carers", "lastAddress"]);
  expect((await enquiryReferenced((await as("cme.westholme")).database, more))?.disclosed).toMatchObject({
    carers: "Ines Marsh",
    lastAddress: "4 Lantern Row\nEA4 7DN",
  });
});

test("what was disclosed stays as it was when the record changes later [G01]", async () => {
  const kase = await caseAtAddress(database, { forename: "Ivo", surname: "Marsh" });
  const reference = await asked(kase.reference);
  await database.owner.query("update children set surname = 'Fenwick' where id = $1", [kase.childId]);
  const enquiry = await enquiryReferenced((await as("cme.westholme")).database, reference);
  expect(enquiry?.disclosed.surname).toBe("Marsh");
});

test("another authority's officer sees the enquiry and nothing else of the case or child [C25] [G01] [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Ola", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const westholmes = await as("cme.westholme");
  expect(await enquiryReferenced(westholmes.database, reference)).toMatchObject({ reference });
  await expect(caseByReference(westholmes, kase.reference)).rejects.toThrow(NotFound);
  // Again in SQL, as that person.
  const { personId } = await database.who("cme.westholme");
  const person = databaseFor(database.keepsight.pool, personId);
  for (const [table, column, id] of [
    ["cases", "id", kase.caseId],
    ["case_facts", "case_id", kase.caseId],
    ["obligations", "case_id", kase.caseId],
    ["children", "id", kase.childId],
    ["child_addresses", "child_id", kase.childId],
    ["carers", "child_id", kase.childId],
  ] as const) {
    const seen = await sql`select 1 from ${sql.ref(table)} where ${sql.ref(column)} = ${id}`.execute(person);
    expect(seen.rows, table).toEqual([]);
  }
  const write = sql`insert into case_facts (case_id, kind, happened_at, made_at, made_by)
    values (${kase.caseId}, 'note-made', now(), now(), ${personId})`.execute(person);
  await expect(write).rejects.toThrow(/row-level security/);
  for (const stranger of ["school.westholme", "police.westholme", "school.eastmere"])
    expect(await enquiryReferenced((await as(stranger)).database, reference), stranger).toBeUndefined();
});

test("a school of the other authority confirms, and the case that asked knows at once who and since when [B08] [E01] [C25]", async () => {
  const kase = await caseAtAddress(database, { forename: "Kit", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const passed = await act("cme.westholme", "answer-enquiry", (context) =>
    passOn(context, reference, { schoolId: ridgeway }),
  );
  if ("refused" in passed) throw new Error(passed.refused);
  expect(passed.reference).toMatch(/^WH-E-\d{6}$/);
  const school = await as("school2.westholme");
  const question = await enquiryReferenced(school.database, passed.reference);
  expect(question).toMatchObject({ askedBy: "Westholme", onBehalfOf: "Eastmere", caseId: null });
  expect(await enquiryReferenced(school.database, reference)).toBeUndefined();
  expect(question?.disclosed).toMatchObject({ forename: "Kit" });

  await act("school2.westholme", "answer-for-school", (context) =>
    answerEnquiry(context, passed.reference, onRoll),
  );
  const facts = await factsIn(kase.caseId);
  expect(facts.slice(-2)).toMatchObject([
    {
      kind: "enquiry-answered",
      details: { by: "other-authority", answer: "on-roll", answeredBy: "School2 Westholme, Ridgeway School" },
      madeByName: "Keepsight (the program)",
    },
    {
      kind: "roll-confirmed",
      details: {
        schoolName: "Ridgeway School",
        startedOn: "2026-11-02",
        confirmedBy: "School2 Westholme, Ridgeway School",
      },
    },
  ]);
  expect((await rowOf(kase.caseId)).next_act).toBe("close-case");
  const cme = await as("cme.eastmere");
  const [root] = await enquiriesOfCase(cme.database, kase.caseId);
  expect(root?.answeredAt).not.toBeNull();
  expect(await answersTo(cme.database, [root?.id ?? 0])).toMatchObject([
    { answer: "on-roll", schoolName: "Ridgeway School", answeredBy: "School2 Westholme, Ridgeway School" },
  ]);
});

test("a school's no to a question passed on leaves it to its authority to answer [B08]", async () => {
  const kase = await caseAtAddress(database, { forename: "Ned", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const pass = () =>
    act("cme.westholme", "answer-enquiry", (context) => passOn(context, reference, { schoolId: ridgeway }));
  const passed = await pass();
  if ("refused" in passed) throw new Error(passed.refused);
  expect(await pass()).toEqual({ refused: "already-asked" });
  const before = await factsIn(kase.caseId);
  await act("school2.westholme", "answer-for-school", (context) =>
    answerEnquiry(context, passed.reference, nothing),
  );
  expect(await factsIn(kase.caseId)).toEqual(before);
  expect((await enquiriesOfCase((await as("cme.eastmere")).database, kase.caseId))[0]?.answeredAt).toBeNull();
  await act("cme.westholme", "answer-enquiry", (context) => answerEnquiry(context, reference, nothing));
  expect((await factsIn(kase.caseId)).at(-1)).toMatchObject({ details: { answer: "nothing-known" } });
  expect(await pass()).toEqual({ refused: "answered" });
});

test("an answer sent twice is one fact [E01]", async () => {
  const kase = await caseAtAddress(database, { forename: "Rhu", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const key = crypto.randomUUID();
  const answer = () =>
    act("cme.westholme", "answer-enquiry", (context) => answerEnquiry(context, reference, nothing), key);
  expect(await answer()).toBe("answered");
  expect(await answer()).toBe("answered");
  const facts = await factsIn(kase.caseId);
  expect(facts.filter(({ kind }) => kind === "enquiry-answered")).toHaveLength(1);
});

test("a nil answer counts as an answer, and no answer by the due day is silence [E01]", async () => {
  const kase = await caseAtAddress(database, { forename: "Zia", surname: "Marsh" });
  const police = { kind: "agency", id: 0 } as Recipient;
  const agency = await database.owner.query("select id from agencies where name = 'Eastmere Police'");
  const answered = await asked(kase.reference, { ...police, id: agency.rows[0].id });
  const silent = await asked(kase.reference);
  await act("police.eastmere", "answer-for-agency", (context) => answerEnquiry(context, answered, nothing));
  const enquiries = await enquiriesOfCase((await as("cme.eastmere")).database, kase.caseId);
  const later = Temporal.Instant.from("2026-11-11T09:00:00Z");
  const standings = new Map(enquiries.map((each) => [each.reference, standingOf(each, later)]));
  expect(standings.get(answered)).toBe("answered");
  expect(standings.get(silent)).toBe("silent");
  expect((await factsIn(kase.caseId)).at(-1)).toMatchObject({
    kind: "enquiry-answered",
    details: { by: "police", answer: "nothing-known" },
  });
});

test("who is not sure leaves the question open, and what they say is kept in the chronology [E01] [G03]", async () => {
  const kase = await caseAtAddress(database, { forename: "Wyn", surname: "Marsh" });
  const reference = await asked(kase.reference, { kind: "school", id: ridgeway });
  await act("school2.westholme", "answer-for-school", (context) =>
    answerEnquiry(context, reference, {
      ...nothing,
      answer: "not-sure",
      note: "A child is to start on Monday",
    }),
  );
  const [enquiry] = await enquiriesOfCase((await as("cme.eastmere")).database, kase.caseId);
  expect(enquiry?.answeredAt).toBeNull();
  expect((await factsIn(kase.caseId)).at(-1)).toMatchObject({
    kind: "note-made",
    details: { note: expect.stringContaining("A child is to start on Monday") },
  });
});

test("an answer reaches the case of a child who has become restricted meanwhile [E01] [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Fay", surname: "Marsh" });
  const reference = await asked(kase.reference);
  await database.owner.query("update children set restricted = true where id = $1", [kase.childId]);
  expect(
    await act("cme.westholme", "answer-enquiry", (context) => answerEnquiry(context, reference, nothing)),
  ).toBe("answered");
  const facts = await database.owner.query("select kind from case_facts where case_id = $1 order by id", [
    kase.caseId,
  ]);
  expect(facts.rows.at(-1)).toEqual({ kind: "enquiry-answered" });
});

test("an answer that cannot reach its case is not acknowledged and leaves nothing behind [E01] [G03]", async () => {
  const kase = await caseAtAddress(database, { forename: "Gil", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const program = "(select id from people where subject = 'keepsight')";
  await database.owner.query(`update posts set until_on = '2020-01-01' where person_id = ${program}`);
  const answering = act("cme.westholme", "answer-enquiry", (context) =>
    answerEnquiry(context, reference, nothing),
  );
  await expect(answering).rejects.toThrow(NotFound);
  await database.owner.query(`update posts set until_on = null where person_id = ${program}`);
  const { database: asWestholme } = await as("cme.westholme");
  const enquiry = await enquiryReferenced(asWestholme, reference);
  expect(enquiry?.answeredAt).toBeNull();
  expect(await answersTo(asWestholme, [enquiry?.id ?? 0])).toEqual([]);
});

test("after bringing an answer home the one who answered sees no more than before [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Lux", surname: "Marsh" });
  const reference = await asked(kase.reference);
  await act("cme.westholme", "answer-enquiry", async (context) => {
    await answerEnquiry(context, reference, nothing);
    await expect(caseByReference(context, kase.reference)).rejects.toThrow(NotFound);
  });
});

test("nobody answers what was not asked of them [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Sol", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const answer = (who: string, named: Act) =>
    act(who, named, (context) => answerEnquiry(context, reference, nothing));
  await expect(answer("cme.eastmere", "answer-enquiry")).rejects.toThrow(NotAllowed);
  await expect(answer("school2.westholme", "answer-for-school")).rejects.toThrow(NotFound);
  await expect(answer("police.westholme", "answer-for-agency")).rejects.toThrow(NotFound);
  const { viewer, database: seen } = await as("cme.eastmere");
  const mine = await enquiriesAskedOf(seen, placesAskedOf(viewer), database.keepsight.now());
  expect(mine.map((each) => each.reference)).not.toContain(reference);
});

test("an address that an answer tells of is kept as believed, and the case follows it [C25]", async () => {
  const kase = await caseAtAddress(database, { forename: "Bea", surname: "Marsh" });
  const reference = await asked(kase.reference);
  await act("cme.westholme", "answer-enquiry", (context) =>
    answerEnquiry(context, reference, {
      ...nothing,
      answer: "knows-family",
      where: "outside",
      address: "2 Mill Hill, Westholme",
      postcode: "EA9 1AA",
    }),
  );
  const told = await database.owner.query(
    "select lines, certainty, source from child_addresses where child_id = $1 order by id desc limit 1",
    [kase.childId],
  );
  expect(told.rows[0]).toEqual({
    lines: "2 Mill Hill, Westholme",
    certainty: "believed",
    source: `answer to ${reference}`,
  });
});

test("an authority that says that the family lives with it now takes the child up once, decides as of any notice, and each keeps its own [B08] [D09] [C24] [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Mo", surname: "Marsh" });
  await act("cme.eastmere", "work-case", (context) =>
    raiseFlags(context, kase.childId, ["forced-marriage"], "Her teacher, by telephone"),
  );
  const reference = await asked(kase.reference);
  const says = (change: Partial<Answer>) =>
    act("cme.westholme", "answer-enquiry", (context) =>
      answerEnquiry(context, reference, { ...nothing, answer: "knows-family", ...change }),
    );
  const referrals = async () =>
    (
      await database.owner.query(
        `select r.reference, r.form, r.child_id, a.name, r.content from referrals r join authorities a on a.id = r.authority_id
         where r.content->'child'->>'forename' = 'Mo'`,
      )
    ).rows.filter(({ name }) => name === "Westholme");
  expect(await says({ where: "unknown" })).toBe("answered");
  expect(await says({ where: "inside" })).toBe("answered");
  expect(await referrals()).toEqual([]);
  const moved = {
    where: "outside",
    address: "2 Mill Hill",
    postcode: "EA9 1AB",
    note: "No school yet",
  } as const;
  expect(await says(moved)).toBe("taken-up");
  expect(await says({ ...moved, note: "Seen again" })).toBe("answered");
  const [notice, ...others] = await referrals();
  expect(others).toEqual([]);
  expect(notice).toMatchObject({
    ...{ form: "notice", child_id: null },
    content: {
      child: { forename: "Mo", surname: "Marsh", dateOfBirth: "2017-03-09", postcode: "EA9 1AB" },
      answers: {
        newAddress: "2 Mill Hill\nEA9 1AB",
        information: expect.stringContaining("Speak with Eastmere before"),
      },
      sender: { organisation: "Eastmere" },
    },
  });
  // Its officer decides on it; neither sees the other's record.
  const opened = await act("cme.westholme", "open-case", async (context) => {
    const found = await referralByReference(context.database, notice.reference);
    if (!found) throw new Error("Nobody there may know of it");
    const { candidates } = await searchLists(context, soughtChild(found));
    return decideReferral(context, notice.reference, {
      ...{ decision: "open-case", match: "none", seen: fingerprintOf(candidates) },
      ...{ reason: "new-to-area", missingSince: null, address: "inside", groups: [] },
    });
  });
  if (!("decided" in opened) || opened.decided !== "case") throw new Error(JSON.stringify(opened));
  // Whom nobody may approach there, nobody approaches here unwarned.
  const there = await as("cme.westholme");
  const { childId } = await caseByReference(there, opened.reference);
  expect(await approachTo(there.database, childId)).toBe("barred-for-another");
  await expect(caseByReference(await as("cme.eastmere"), opened.reference)).rejects.toThrow(NotFound);
  await expect(caseByReference(there, kase.reference)).rejects.toThrow(NotFound);

  // Whoever asked hears what was decided: in the case, and by an e-mail that names nobody.
  expect(await tellThoseWhoAskedOfDecisions(database.keepsight)).toBe(1);
  expect(await tellThoseWhoAskedOfDecisions(database.keepsight)).toBe(0);
  expect((await factsIn(kase.caseId)).at(-1)).toMatchObject({
    kind: "note-made",
    details: {
      note: `${reference}: Westholme has decided on the child whom it took up. A case is open there.`,
    },
  });
  const { rows: emails } = await database.owner.query(
    "select to_address, subject, body, secret from emails where reference = $1 and about = 'question-decided'",
    [reference],
  );
  expect(emails).toMatchObject([
    { to_address: expect.stringMatching(/^cme\.eastmere@/), secret: `/cases/${kase.reference}` },
  ]);
  expect(`${emails[0].subject} ${emails[0].body}`).not.toMatch(/\bMo\b|Marsh|Mill Hill|child/);
});

test("a hub worker asks in the cases of the hub's own area and in no other [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Pam", surname: "Marsh", authority: "Westholme" });
  const police = await database.owner.query("select id from agencies where name = 'Westholme Police'");
  const ask = (who: string) =>
    act(who, "send-enquiry", (context) =>
      sendEnquiries(context, kase.reference, {
        to: [{ kind: "agency", id: police.rows[0].id }],
        question: "Do you know this family?",
        disclose: leastDisclosed,
        lawfulBasis: lawfulBases[0],
      }),
    );
  expect(await ask("hub.westholme")).toEqual({ references: [expect.stringMatching(/^WH-E-/)] });
  await database.owner.query(
    "update cases set area_id = (select max(id) from areas where authority_id = $1) where id = $2",
    [kase.authorityId, kase.caseId],
  );
  await expect(ask("hub.westholme")).rejects.toThrow(NotFound);
});

test("an answer heard on the telephone is recorded with who gave it [E01]", async () => {
  const kase = await caseAtAddress(database, { forename: "Dov", surname: "Marsh" });
  const reference = await asked(kase.reference);
  const heard = { ...nothing, toldBy: "Sam Reed by telephone" };
  await act("cme.eastmere", "send-enquiry", (context) => recordAnswerHeard(context, reference, heard));
  expect((await factsIn(kase.caseId)).at(-1)).toMatchObject({
    kind: "enquiry-answered",
    details: { answeredBy: "Sam Reed by telephone, Westholme" },
    madeByName: "Cme Eastmere",
  });
});

test("an answer recorded wrong is put right, with the roll that it confirmed and the address that it told [E01] [G03]", async () => {
  const kase = await caseAtAddress(database, { forename: "Eve", surname: "Marsh" });
  const school = await asked(kase.reference, { kind: "school", id: ridgeway });
  const onRoll = {
    answer: "on-roll",
    startedOn: Temporal.PlainDate.from("2026-11-02"),
    attending: true,
  } as const;
  const toldBy = "Sam Reed by telephone";
  const heard = (enquiry: string, answer: Partial<Answer>) =>
    act("cme.eastmere", "send-enquiry", (context) =>
      recordAnswerHeard(context, enquiry, { ...nothing, ...answer, toldBy }),
    );
  const correct = (enquiry: string, answer: Partial<Answer>, who = "cme.eastmere") =>
    act(who, "send-enquiry", (context) =>
      correctAnswer(context, { reference: kase.reference, enquiry }, { ...nothing, ...answer, toldBy }),
    );
  await expect(correct(school, {})).rejects.toThrow(NotFound);
  await heard(school, onRoll);
  const standing = async () => {
    const facts = await factsIn(kase.caseId);
    const corrected = new Set(facts.map(({ replaces }) => replaces));
    return facts.filter(({ id }) => !corrected.has(id)).map(({ kind }) => kind);
  };
  expect(await standing()).toContain("roll-confirmed");
  await expect(correct(school, {}, "cme.westholme")).rejects.toThrow(NotFound);
  await correct(school, { answer: "nothing-known" });
  expect(await standing()).not.toContain("roll-confirmed");
  expect((await standing()).filter((kind) => kind === "enquiry-answered")).toHaveLength(1);
  expect(await differencesIn(database, kase.reference)).toEqual([]);

  const council = await asked(kase.reference);
  const there = {
    answer: "knows-family",
    where: "outside",
    address: "9 Far Lane",
    postcode: "WH1 1AA",
  } as const;
  await heard(council, there);
  const address = async () =>
    lastKnown(await addressesOf((await as("cme.eastmere")).database, kase.childId))?.lines;
  expect(await address()).toBe("9 Far Lane");
  await correct(council, { answer: "nothing-known" });
  expect(await address()).toBe("4 Lantern Row");
  const { database: reading } = await as("cme.eastmere");
  const [enquiry] = (await enquiriesOfCase(reading, kase.caseId)).filter(
    ({ reference }) => reference === council,
  );
  expect((await answersTo(reading, [enquiry?.id ?? 0])).map(({ answer }) => answer)).toEqual([
    "knows-family",
    "nothing-known",
  ]);
  expect(await differencesIn(database, kase.reference)).toEqual([]);
});
