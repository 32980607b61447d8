import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { addNote } from "../cases/add-note.ts";
import { obligationsKept, recordFacts } from "../cases/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { lawfulBases } from "./enquiry.ts";
import { tellThoseAskedOfFinding } from "./index.ts";

let db: TestDatabase;
let site: Site;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  site = await startSite(db);
  await db.owner.query(`
    with homes as (insert into agencies (authority_id, kind, name) select id, 'housing', 'Homes' from authorities where name = 'Eastmere' returning *),
      nobody as (insert into agencies (authority_id, kind, name) select id, 'youth-offending', 'Nobody there' from authorities where name = 'Eastmere' returning *)
    insert into directory_contacts (authority_id, agency_id, email, phone, made_at, made_by)
    select authority_id, id, 'desk@homes.example', null, '2026-11-01T10:00Z'::timestamptz, 1 from homes
    union all select authority_id, id, null, '01632 960 001', '2026-11-01T10:00Z', 1 from nobody`);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const acting = async <Answer>(work: (context: Context) => Promise<Answer>) =>
  perform(db.keepsight, { viewer: await db.who("cme.eastmere"), act: "do-step", request: "test" }, work);
const rows = async (query: string, values: unknown[]) => (await db.owner.query(query, values)).rows;
const agencyId = async (name: string) =>
  String((await rows("select id from agencies where name = $1", [name]))[0].id);
const emailsAbout = (kase: CaseAtAddress, about: string) =>
  rows(
    `select to_address, subject, body, secret from emails where about = $2
     and reference in (select reference from enquiries where case_id = $1)`,
    [kase.caseId, about],
  );
const stepsOwed = async ({ caseId }: CaseAtAddress) =>
  Object.fromEntries(
    (await obligationsKept(readingContext(db.keepsight, await db.who("cme.eastmere"), "test"), caseId))
      .filter(({ startedBy }) => startedBy)
      .map(({ obligation, state }) => [obligation, state]),
  );

/** A case that has asked these of its child, who was taken off the roll of its school. */
async function asking(forename: string, agencies: readonly string[]): Promise<CaseAtAddress> {
  db.setNow("2026-11-03T10:00:00Z");
  const kase = await caseAtAddress(db, { forename, surname: "Foundling" });
  const officer = await signedIn(db, site.server, "cme.eastmere");
  const [westholme] = await rows("select id from authorities where name = 'Westholme'", []);
  const sent = await officer.send(`/cases/${kase.reference}/enquiries`, {
    ...{ question: "Do you know them?", disclose: "name", basis: lawfulBases[0] },
    ...{ authority: String(westholme.id), agencies: await Promise.all(agencies.map(agencyId)) },
  });
  expect(sent.status, sent.body).toBe(303);
  await acting((context) =>
    recordFacts(context, kase.caseId, [
      { kind: "removed-from-roll", details: { schoolName: "Ashfield Primary School", ground: "" } },
    ]),
  );
  return kase;
}

async function foundAtSchool({ caseId, reference }: CaseAtAddress): Promise<void> {
  db.setNow("2026-11-05T10:00:00Z");
  const details = { schoolName: "Downland School", startedOn: "2026-11-02", confirmedBy: "the head" };
  await acting((context) => recordFacts(context, caseId, [{ kind: "roll-confirmed", details } as never]));
  const officer = await signedIn(db, site.server, "cme.eastmere");
  const closed = await officer.send(`/cases/${reference}/closure`, { outcome: "on-roll" });
  expect(closed.status, closed.body).toBe(303);
  db.setNow("2026-11-05T10:05:00Z");
}

test("when the child is found at a school, all who were asked or reported are told, in words fit for each, and only once [G07]", async () => {
  const kase = await asking("Wilf", ["Eastmere Police", "Homes"]);
  const westholme = await signedIn(db, site.server, "cme.westholme");
  const [ofWestholme] = await rows(
    "select reference from enquiries where case_id = $1 and to_authority_id is not null",
    [kase.caseId],
  );
  const question = `/questions/${ofWestholme.reference}`;
  const passedOn = await westholme.send(
    question,
    { "ask-school": "9982001" },
    { action: `${question}/schools` },
  );
  expect(passedOn.status, passedOn.body).toBe(303);
  await westholme.send(
    question,
    { answer: "nothing-known", where: "unknown" },
    { action: `${question}/answers` },
  );
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(0);
  await foundAtSchool(kase);
  const [{ secret: link }] = await emailsAbout(kase, "question");
  // While any word to the family can do harm, nothing goes by itself (N2.7.10); once that is lifted, it goes.
  const [flag] = await rows(
    "insert into child_flags (child_id, flag, source, made_at, made_by) values ($1, 'forced-marriage', 'test', now(), 1) returning id",
    [kase.childId],
  );
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(0);
  expect(await emailsAbout(kase, "question-settled")).toEqual([]);
  await rows(
    "insert into child_flags (child_id, flag, raised, source, made_at, made_by, replaces) values ($1, 'forced-marriage', false, 'test', now(), 1, $2)",
    [kase.childId, flag.id],
  );
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(1);
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(0);

  // By e-mail: nothing that says who, or that it is a child.
  const [email, ...more] = await emailsAbout(kase, "question-settled");
  expect(more).toEqual([]);
  expect(email).toMatchObject({ to_address: "desk@homes.example", secret: null });
  expect(email.body).toContain("has ended well");
  expect(`${email.subject} ${email.body}`).not.toMatch(/Wilf|Foundling|Downland|Ashfield|child|school/i);
  expect((await site.server.inject(String(link))).body).not.toContain("Wilf");

  // Sessions end while days pass. Signed in: that the child is at a school, and neither its name nor which.
  const police = await signedIn(db, site.server, "police.eastmere");
  for (const who of ["police.eastmere", "cme.westholme", "school.westholme"]) {
    const { body } = await (await signedIn(db, site.server, who)).open("/questions");
    const found = /Found<\/h2>([\s\S]*?)<\/ul>/.exec(body)?.[1] ?? "";
    expect(found).toContain("is at a school");
    expect(found).toMatch(/, of (Eastmere|Westholme), closed 5 November 2026 at 10:05am/);
    expect(found).not.toMatch(/Wilf|Foundling|Downland/);
  }
  expect((await police.open("/questions")).body).not.toMatch(/Wilf|No longer asked/);

  // Whoever reported: the outcome; and a school, that its own duty goes on.
  const [told] = await rows(
    "select words from referral_progress where referral_id = $1 order by id desc limit 1",
    [kase.referral.id],
  );
  expect(told.words).toMatch(
    /^Found: on roll at another school since 2 November 2026\..* send the transfer file on/,
  );
  expect(told.words).not.toMatch(/Downland|the head/);

  // The case: who was told of it, and that the officer's own step is done.
  const officer = await signedIn(db, site.server, "cme.eastmere");
  const { body } = await officer.open(`/cases/${kase.reference}/enquiries`);
  expect(body.match(/That the child is found and the search is over, 5 November 2026/g)).toHaveLength(3);
  expect(await stepsOwed(kase)).toMatchObject({
    ...{ "tell-agencies-found": "met", "have-records-sent-on": "open", "send-file-to-new-school": "open" },
  });
});

test("while somebody is left whom only the officer can tell, the step to tell them stays the officer's [G07]", async () => {
  const silent = await asking("Xena", ["Eastmere Police", "Nobody there"]);
  const byHand = await asking("Yann", ["Eastmere Police"]);
  await acting((context) =>
    recordFacts(context, byHand.caseId, [{ kind: "agency-told", details: { agency: "social-care" } }]),
  );
  for (const kase of [silent, byHand]) await foundAtSchool(kase);
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(2);
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(0);
  for (const kase of [silent, byHand]) {
    expect((await stepsOwed(kase))["tell-agencies-found"]).toBe("open");
    await acting((context) =>
      recordFacts(context, kase.caseId, [{ kind: "agency-told", details: { agency: "social-care" } }]),
    );
    expect((await stepsOwed(kase))["tell-agencies-found"]).toBe("met");
  }
});

test("nobody is told of a case that ended otherwise, and the one asked cannot say that the child is found [G07]", async () => {
  const kase = await asking("Zora", ["Eastmere Police"]);
  await acting((context) =>
    recordFacts(context, kase.caseId, [{ kind: "case-closed", details: { outcome: "left-area" } }]),
  );
  expect(await tellThoseAskedOfFinding(db.keepsight)).toBe(0);
  const police = await db.who("police.eastmere");
  const claim = perform(
    db.keepsight,
    { viewer: police, act: "answer-for-agency", request: "test" },
    ({ database }) =>
      database
        .updateTable("enquiries")
        .set({ found_told_at: db.keepsight.now() })
        .where("case_id", "=", kase.caseId)
        .execute(),
  );
  await expect(claim).rejects.toMatchObject({ code: "42501" });
});

test("the questions of somebody who was told have nothing that axe objects to and fit a phone", async () => {
  const { token } = await signedIn(db, site.server, "police.eastmere");
  await lookAt({ address: site.address, token, pages: { "questions-found": "/questions" } });
});

test("a question whose case closed is no longer late, and an answer that comes all the same reaches whoever can open the case again, until it is weighed [E01] [C24] [C30]", async () => {
  const kase = await asking("Rowan", ["Eastmere Police"]);
  const [{ reference }] = await rows(
    "select reference from enquiries where case_id = $1 and to_agency_id is not null",
    [kase.caseId],
  );
  const close = () =>
    acting((context) =>
      recordFacts(context, kase.caseId, [{ kind: "case-closed", details: { outcome: "left-area" } }]),
    );
  const asPolice = () => signedIn(db, site.server, "police.eastmere");
  const asOfficer = () => signedIn(db, site.server, "cme.eastmere");
  const pressing = "Weigh an answer that came after the closing";
  const work = async () => (await (await asOfficer()).open("/my-work")).body;
  db.setNow("2026-11-25T10:00:00Z");
  expect((await (await asPolice()).open("/questions")).body).toContain("Late");
  await close();
  const listed = (await (await asPolice()).open("/questions")).body;
  expect(listed).toMatch(
    new RegExp(`No longer needed.*${reference}</a>, of Eastmere, closed 25 November`, "s"),
  );
  expect(listed).not.toContain("Late");
  const question = `/questions/${reference}`;
  expect((await (await asPolice()).open(question)).body).toContain("No longer needed");
  await lookAt({
    ...{ address: site.address, token: (await asPolice()).token },
    pages: { "questions-needless": "/questions", "question-needless": question },
  });
  const westholme = await signedIn(db, site.server, "cme.westholme");
  expect((await westholme.open("/my-work")).body).not.toContain("Answer the question");

  // Knowing nothing says nothing against the closing.
  const answer = async (fields: Record<string, string>) => {
    const sent = await (await asPolice()).send(question, fields, { action: `${question}/answers` });
    expect(sent.status, sent.body).toBe(303);
  };
  db.setNow("2026-11-26T10:00:00Z");
  await answer({ answer: "nothing-known", where: "unknown" });
  expect(await work()).not.toContain(pressing);
  db.setNow("2026-11-27T10:00:00Z");
  await answer({ answer: "knows-family", where: "inside", note: "Seen in Eastmere yesterday" });
  const told = await work();
  expect(told).toContain(pressing);
  expect(told).toContain(`href="/cases/${kase.reference}"`);
  const other = await signedIn(db, site.server, "cme.westholme");
  expect(await other.open("/my-work")).toMatchObject({
    status: 200,
    body: expect.not.stringContaining(pressing),
  });

  // What another who was asked is not sure of becomes a note of the program's: nobody has weighed anything by that.
  const asAnswered = `${reference} was answered by`;
  expect(told).toContain(asAnswered);
  const [{ reference: ofWestholme }] = await rows(
    "select reference from enquiries where case_id = $1 and to_authority_id is not null",
    [kase.caseId],
  );
  db.setNow("2026-11-27T10:30:00Z");
  const unsure = { answer: "not-sure", where: "unknown", note: "A child of that name was here" };
  const sent = await other.send(`/questions/${ofWestholme}`, unsure, {
    action: `/questions/${ofWestholme}/answers`,
  });
  expect(sent).toMatchObject({ status: 303, location: `/questions/${ofWestholme}?done=answered` });
  expect(await work()).toContain(asAnswered);

  // Weighed by a note: the case stays closed.
  db.setNow("2026-11-27T11:00:00Z");
  await acting((context) => addNote(context, kase.reference, "A brother of the same name was seen."));
  expect(await work()).not.toContain(pressing);

  // Weighed by opening the case again.
  db.setNow("2026-11-28T10:00:00Z");
  await answer({ answer: "knows-family", where: "inside", note: "It was the child" });
  expect(await work()).toContain(pressing);
  await acting((context) =>
    recordFacts(context, kase.caseId, [
      { kind: "case-reopened", details: { why: "Seen here", address: "inside" } },
    ]),
  );
  expect(await work()).not.toContain(pressing);
  await close();
  expect(await work()).not.toContain(pressing);
});
