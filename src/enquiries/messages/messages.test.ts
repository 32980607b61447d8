import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { recordFacts } from "../../cases/index.ts";
import { perform } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { lawfulBases } from "../enquiry.ts";
import { endMessagesOfClosedCases } from "./end-message.ts";

let db: TestDatabase;
let site: Site;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  site = await startSite(db);
  // A council with an address, one with none; in Westholme somebody signs in.
  await db.owner.query(`
    insert into authorities (code, name, initials, procedure) values ('994', 'Southmoor', 'SM', 'norfolk'), ('995', 'Nowhere', 'NW', 'norfolk');
    insert into directory_contacts (authority_id, other_authority_id, email, made_at, made_by)
    select a.id, b.id, 'cme@southmoor.example', '2026-11-01T10:00Z', p.id from authorities a, authorities b, people p
    where a.name = 'Eastmere' and b.name = 'Southmoor' and p.email like 'data.eastmere@%'`);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const message = { question: "Do you know them?", disclose: "name", basis: lawfulBases[0] };
const emails = async (about: string) =>
  (
    await db.owner.query(
      "select to_address, reference, body, secret from emails where about = $1 order by id",
      [about],
    )
  ).rows;
const questionsOf = async (caseId: number) =>
  (
    await db.owner.query(
      `select authorities.name, enquiries.reference, withdrawn_at is not null as withdrawn, due_at from enquiries
       join authorities on authorities.id = to_authority_id where case_id = $1 and message_id is not null order by name`,
      [caseId],
    )
  ).rows;
async function posted(forename: string) {
  const kase = await caseAtAddress(db, { forename, surname: "Marshfield" });
  const officer = await signedIn(db, site.server, "cme.eastmere");
  const at = `/cases/${kase.reference}/messages`;
  const sent = await officer.send(at, message);
  return { kase, officer, at, sent };
}

test("a message goes to every council that can be reached, as one fact, and no answer is owed to it [C25] [C26]", async () => {
  const { kase, officer, at, sent } = await posted("Nell");
  expect([sent.status, sent.location]).toEqual([303, `${at}?done=posted`]);
  expect(await questionsOf(kase.caseId)).toMatchObject([
    { name: "Southmoor", withdrawn: false, due_at: null },
    { name: "Westholme", withdrawn: false, due_at: null },
  ]);
  const facts = await db.owner.query(
    "select kind from case_facts where case_id = $1 and kind in ('message-posted', 'enquiry-sent')",
    [kase.caseId],
  );
  expect(facts.rows).toEqual([{ kind: "message-posted" }]);
  const [email] = (await emails("message")).slice(-1);
  expect(email).toMatchObject({ to_address: "cme@southmoor.example" });
  expect(email.body).not.toMatch(/Nell|Marshfield/);
  const westholme = await signedIn(db, site.server, "cme.westholme");
  expect((await westholme.open("/questions")).body).toContain("Nell Marshfield");
  // It is not among what was asked of some by name.
  expect((await officer.open(`/cases/${kase.reference}/enquiries`)).body).toContain(
    "Nobody has been asked yet",
  );
});

test("news in answer to it comes to the case, and stands with the message [C25] [E01]", async () => {
  const { kase, officer, at } = await posted("Ola");
  const [, ofWestholme] = await questionsOf(kase.caseId);
  const westholme = await signedIn(db, site.server, "cme.westholme");
  const page = `/questions/${ofWestholme.reference}`;
  await westholme.send(
    page,
    { answer: "knows-family", where: "outside", note: "Here since May" },
    { action: `${page}/answers` },
  );
  const { body } = await officer.open(at);
  expect(body).toContain("To 2 councils: 0 know nothing, 1 with news");
  expect(body).toContain("Here since May");
  const facts = await db.owner.query(
    "select 1 from case_facts where case_id = $1 and kind = 'enquiry-answered'",
    [kase.caseId],
  );
  expect(facts.rows).toHaveLength(1);
});

test("is withdrawn from all by one press: links end, nobody sees it, and who got it by e-mail is asked to delete [C26]", async () => {
  const { kase, officer, at } = await posted("Ivo");
  const asked = (await questionsOf(kase.caseId)).find(({ name }) => name === "Westholme")?.reference;
  const passing = await signedIn(db, site.server, "cme.westholme");
  await passing.send(
    `/questions/${asked}`,
    { "ask-school": "9982001" },
    { action: `/questions/${asked}/schools` },
  );
  const atSchool = async () =>
    (await (await signedIn(db, site.server, "school.westholme")).open("/questions")).body;
  expect(await atSchool()).toContain("Ivo Marshfield");
  const link = (await emails("message")).at(-1)?.secret;
  const reference = (await db.owner.query("select reference from messages where case_id = $1", [kase.caseId]))
    .rows[0].reference;
  const action = `${at}/${reference}/withdrawal`;
  expect((await officer.send(at, {}, { action })).location).toBe(`${at}?done=withdrawn`);
  expect((await questionsOf(kase.caseId)).map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
  const ended = await emails("message-ended");
  expect(ended).toMatchObject([{ to_address: "cme@southmoor.example", secret: null }]);
  expect(ended[0].body).toContain("Please delete");
  expect(ended[0].body).not.toMatch(/Ivo|Marshfield|secret/);
  const westholme = await signedIn(db, site.server, "cme.westholme");
  expect((await westholme.open("/questions")).body).not.toContain("Ivo Marshfield");
  expect(await atSchool()).not.toContain("Ivo Marshfield");
  const [, ofWestholme] = await questionsOf(kase.caseId);
  // Whoever kept the address reads that it is over, and nothing of the child.
  const over = (await westholme.open(`/questions/${ofWestholme.reference}`)).body;
  expect(over).toContain("This is no longer asked");
  expect(over).not.toMatch(/Ivo|Marshfield|Lantern|EA4 7DN/);
  const codes = (await emails("answer-code")).length;
  await site.server.inject({ method: "POST", url: `${link}/codes` });
  expect(await emails("answer-code")).toHaveLength(codes);
  // Again, it changes nothing.
  const { body } = await officer.open(at);
  expect(body).not.toContain("Withdraw EM");
  await officer.send(at, {}, { action: at });
  expect(await emails("message-ended")).toHaveLength(1);
});

test("is withdrawn by itself when the case has closed, once [C26]", async () => {
  const { kase } = await posted("Una");
  expect(await endMessagesOfClosedCases(db.keepsight)).toBe(0);
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "close-case", request: "test" }, (context) =>
    recordFacts(context, kase.caseId, [{ kind: "case-closed", details: { outcome: "on-roll" } }]),
  );
  const before = (await emails("message-ended")).length;
  expect(await endMessagesOfClosedCases(db.keepsight)).toBe(1);
  expect((await questionsOf(kase.caseId)).map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
  expect(await emails("message-ended")).toHaveLength(before + 1);
  expect(await endMessagesOfClosedCases(db.keepsight)).toBe(0);
  const audit = await db.owner.query(
    "select details from audit_entries where act = 'withdrew message' and child_id = $1",
    [kase.childId],
  );
  expect(audit.rows).toMatchObject([{ details: { councils: 2, told: 1 } }]);
});

test("a message to every council is owed, posted, owed and posted again after each later round, and all are withdrawn when the child is found [E10]", async () => {
  const kase = await caseAtAddress(db, { forename: "Tove", surname: "Marshfield", authority: "Westholme" });
  const viewer = await db.who("cme.westholme");
  const at = `/cases/${kase.reference}/messages`;
  const record = (now: string, ...facts: Parameters<typeof recordFacts>[2]) => {
    db.setNow(now);
    return perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFacts(context, kase.caseId, facts),
    );
  };
  const owed = async () =>
    (
      await db.owner.query(
        "select state from obligations where case_id = $1 and obligation = 'post-message' order by due_at desc limit 1",
        [kase.caseId],
      )
    ).rows[0]?.state;
  const nobodyThere = {
    kind: "visit-made",
    details: { found: "not-known-there", newAddress: "unknown", cardLeft: false, note: null },
  } as const;
  const policeAsked = { kind: "enquiry-sent", details: { to: "police", enquiryId: 1 } } as const;
  await record("2026-11-04T10:00:00Z", nobodyThere, policeAsked);
  expect(await owed()).toBe("open");
  // A session does not last a week: whoever posts signs in on the day.
  const officerOn = (now: string) => {
    db.setNow(now);
    return signedIn(db, site.server, "cme.westholme");
  };
  const first = await officerOn("2026-11-10T10:00:00Z");
  expect((await first.send(at, message)).location).toBe(`${at}?done=posted`);
  expect(await owed()).toBe("met");
  await record(
    "2026-12-02T10:00:00Z",
    { kind: "database-checked", details: { found: "nothing" } },
    policeAsked,
  );
  expect(await owed()).toBe("open");
  const officer = await officerOn("2026-12-03T09:00:00Z");
  // The form has the words of the last time.
  expect((await officer.open(at)).body).toContain(message.question);
  expect((await officer.send(at, message)).location).toBe(`${at}?done=posted`);
  expect(await owed()).toBe("met");
  expect(await questionsOf(kase.caseId)).toMatchObject([
    { name: "Eastmere", withdrawn: false },
    { name: "Eastmere", withdrawn: false },
  ]);
  await record(
    "2026-12-04T10:00:00Z",
    {
      kind: "roll-confirmed",
      details: { schoolName: "Ridgeway School", startedOn: "2026-12-01", confirmedBy: "The office" },
    },
    { kind: "case-closed", details: { outcome: "on-roll" } },
  );
  expect(await endMessagesOfClosedCases(db.keepsight)).toBe(2);
  expect((await questionsOf(kase.caseId)).map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
  const eastmere = await signedIn(db, site.server, "cme.eastmere");
  expect((await eastmere.open("/questions")).body).not.toContain("Tove Marshfield");
  db.setNow("2026-11-03T10:00:00Z");
});

test("those who are asked cannot take it back, and another authority finds no message [G04]", async () => {
  const { kase, at } = await posted("Wim");
  const [, ofWestholme] = await questionsOf(kase.caseId);
  const westholme = await signedIn(db, site.server, "cme.westholme");
  expect((await westholme.open(at)).status).toBe(404);
  const viewer = await db.who("cme.westholme");
  await expect(
    databaseFor(db.keepsight.pool, viewer.personId)
      .updateTable("enquiries")
      .set({ withdrawn_at: db.keepsight.now() })
      .where("reference", "=", ofWestholme.reference)
      .execute(),
  ).rejects.toThrow("Only those who asked");
});

test("the page of messages has nothing that axe objects to and fits a phone, with and without scripts", async () => {
  const { at, officer } = await posted("Lou");
  await lookAt({ address: site.address, token: officer.token, pages: { messages: at }, plain: true });
}, 120_000);
