import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axeViolations,
  newPage,
  screenshot,
  sidewaysScroll,
  startBrowser,
} from "../../test/support/browser.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { addNote } from "../cases/add-note.ts";
import { openCase, recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { coverageInWords } from "./coverage.page.tsx";
import { coverageOf } from "./coverage.ts";
import { lawfulBases } from "./enquiry.ts";
import { agenciesChosen } from "./send-enquiries.form.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: SignedIn;
let browser: Browser;
let url: string;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  server = await webServer(db.keepsight);
  url = await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  officer = await signedIn(db, server, "cme.eastmere");
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

async function agency(
  name: string,
  {
    kind = "housing",
    area,
    email,
    authority = "Eastmere",
  }: { kind?: string; area?: string; email?: string; authority?: string } = {},
) {
  const { rows } = await db.owner.query(
    "insert into agencies (authority_id, kind, name) select id, $2, $3 from authorities where name = $1 returning id",
    [authority, kind, name],
  );
  await db.owner.query(
    `insert into directory_contacts (authority_id, agency_id, area_id, email, made_at, made_by)
     select a.id, $2, (select id from areas where authority_id = a.id and name = $3), $4, '2026-11-01T10:00Z', (select id from people where email like 'data.%' limit 1)
     from authorities a where a.name = $1`,
    [authority, rows[0].id, area ?? null, email ?? null],
  );
  return String(rows[0].id);
}
const csrfIn = (body: string) => /name="_csrf" value="([^"]*)"/.exec(body)?.[1] ?? "";
/** Presses a button whose form stands, or stood, on a page. */
async function pressed(who: SignedIn, page: string, action: string) {
  return who.post(action, { _csrf: csrfIn((await who.open(page)).body) });
}
const asked = async (reference: string) =>
  (
    await db.owner.query(
      `select agencies.name from enquiries join cases on cases.id = case_id join agencies on agencies.id = to_agency_id
       where cases.reference = $1 order by agencies.name`,
      [reference],
    )
  ).rows.map(({ name }) => name);
const question = { question: "Do you know them?", disclose: "name", basis: lawfulBases[0] };
const ticked = (body: string) =>
  [...body.matchAll(/<input[^>]*name="agencies"[^>]*value="(\d+)"[^>]*checked/g)].map(([, id]) => id);

test("a round goes to all agencies of an area in one step, to some besides, and to nobody twice [E01] [C25]", async () => {
  await agency("North Homes", { area: "North", email: "n@homes.example" });
  const nurses = await agency("North Nurses", { kind: "health", area: "North" });
  await agency("South Homes", { area: "South" });
  const all = await agency("County Health", { kind: "health" });
  const ended = await agency("Gone Homes", { area: "North" });
  await db.owner.query(
    "insert into directory_contacts (authority_id, agency_id, area_id, ended, made_at, made_by) select authority_id, agency_id, area_id, true, made_at, made_by from directory_contacts where agency_id = $1",
    [ended],
  );
  const kase = await caseAtAddress(db, { forename: "Nell", surname: "Marsh" });
  const at = `/cases/${kase.reference}/enquiries`;
  const { body } = await officer.open(at);
  expect(body).toContain("Agencies of North, the area of this case");
  expect(body.indexOf("Agencies of North")).toBeLessThan(body.indexOf("Agencies of South"));
  expect(body).not.toContain("Gone Homes");
  const north = /name="serving"[^>]*value="([1-9]\d*)"/.exec(body)?.[1] ?? "";
  const sent = await officer.send(at, { ...question, serving: north, agencies: all });
  expect([sent.status, sent.location]).toEqual([303, `${at}?sent=3`]);
  expect(await asked(kase.reference)).toEqual(["County Health", "North Homes", "North Nurses"]);
  expect(
    agenciesChosen({ agencies: [Number(nurses)], serving: [Number(north)] }, [
      { id: Number(nurses), areaId: Number(north) },
    ]),
  ).toEqual([Number(nurses)]);
});

test("the agencies that the procedure wants asked now are ticked, those of the case's area and of all [C25]", async () => {
  const ofWestholme = (name: string, kind: string, area?: string) =>
    agency(name, { kind, authority: "Westholme", ...(area && { area }) });
  const near = await ofWestholme("Near Homes", "housing", "North");
  await ofWestholme("Far Homes", "housing", "South");
  const health = await ofWestholme("Westholme Health", "health");
  await ofWestholme("Westholme Admissions", "admissions");
  const child = await referredChild(db.owner, { authority: "Westholme", forename: "Ola", surname: "Fenn" });
  const viewer = await db.who("cme.westholme");
  const opened = await perform(db.keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: Temporal.PlainDate.from("2026-10-16"),
      address: "unknown",
    }),
  );
  if ("refused" in opened) throw new Error("refused");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, opened.caseId, { kind: "database-checked", details: { found: "nothing" } }),
  );
  const westholmes = await signedIn(db, server, "cme.westholme");
  const { body } = await westholmes.open(`/cases/${opened.reference}/enquiries`);
  const police = (await db.owner.query("select id from agencies where name = 'Westholme Police'")).rows[0].id;
  expect(ticked(body).sort()).toEqual([near, health, String(police)].sort());
  expect(body).toContain("The procedure asks for this now");
  // Once they are asked it is met, and nothing is ticked.
  await westholmes.send(`/cases/${opened.reference}/enquiries`, { ...question, agencies: near });
  expect(ticked((await westholmes.open(`/cases/${opened.reference}/enquiries`)).body)).toEqual([]);
});

test("one question is withdrawn with a reason: its link is dead at once, who had opened it is told, no answer is owed, and the case says why [E01]", async () => {
  const homes = await agency("Wrong Homes", { email: "wrong@homes.example" });
  const kase = await caseAtAddress(db, { forename: "Wil", surname: "Marsh" });
  const at = `/cases/${kase.reference}/enquiries`;
  await officer.send(at, { ...question, agencies: homes });
  const { rows: asked } = await db.owner.query(
    "select e.reference, e.id, l.id as link from enquiries e join answer_links l on l.enquiry_id = e.id where case_id = $1",
    [kase.caseId],
  );
  const [{ reference, id, link }] = asked;
  const withdrawal = `${at}/${reference}/withdrawal`;
  const owed = async () =>
    (
      await db.owner.query("select state from obligations where case_id = $1 and act = 'answer-enquiry'", [
        kase.caseId,
      ])
    ).rows.map(({ state }) => state);
  expect(await owed()).toEqual(["open"]);
  expect((await officer.send(withdrawal, {})).body).toContain("Say why it is no longer asked");
  await db.owner.query("update answer_links set visit_hash = 'x' where id = $1", [link]);
  expect((await officer.send(withdrawal, { because: "Asked of the wrong agency." })).location).toBe(
    `${at}?withdrawn`,
  );
  expect(await owed()).toEqual(["no-longer-needed"]);
  const { rows: after } = await db.owner.query(
    "select ended_at is not null as ended, visit_hash, (select withdrawn_at is not null from enquiries where id = $2) as withdrawn from answer_links where id = $1",
    [link, id],
  );
  expect(after).toEqual([{ ended: true, visit_hash: null, withdrawn: true }]);
  const { rows: told } = await db.owner.query(
    "select to_address, about, body from emails where reference = $1 and about = 'question-ended'",
    [reference],
  );
  expect(told).toMatchObject([{ to_address: "wrong@homes.example" }]);
  expect(told[0].body).not.toMatch(/Marsh|wrong agency/);
  const page = (await officer.open(at)).body;
  expect(page).toContain("1 withdrawn");
  expect((await officer.open(`/cases/${kase.reference}`)).body).toContain("Asked of the wrong agency.");
  expect((await officer.send(withdrawal, { because: "Again" })).body).toContain("It was withdrawn meanwhile");
  await screenshotsOf(withdrawal, "withdraw-enquiry");
}, 120_000);

test("whoever signs in for an agency reads that a question is no longer asked; what they send from a page kept open is given back or heard, and weighed [E01] [G01]", async () => {
  const { rows } = await db.owner.query(
    "select agencies.id from agencies join authorities a on a.id = authority_id where kind = 'police' and a.name = 'Eastmere' order by 1 limit 1",
  );
  const kase = await caseAtAddress(db, { forename: "Wyn", surname: "Marsh" });
  const at = `/cases/${kase.reference}/enquiries`;
  await officer.send(at, { ...question, agencies: String(rows[0].id) });
  const asked = await db.owner.query("select reference from enquiries where case_id = $1", [kase.caseId]);
  const { reference } = asked.rows[0];
  const police = await signedIn(db, server, "police.eastmere");
  const open = await police.open(`/questions/${reference}`);
  expect(open.status).toBe(200);
  await officer.send(`${at}/${reference}/withdrawal`, { because: "Found by the school." });
  const { body } = await police.open("/questions");
  expect(body).toMatch(new RegExp(`No longer asked.*${reference}, of Eastmere, withdrawn`, "s"));
  expect(body).not.toContain("Found by the school");
  const over = await police.open(`/questions/${reference}`);
  expect(over.status).toBe(200);
  expect(over.body).toContain("Eastmere has taken its question back");
  expect(over.body).toContain('href="/concern"');
  expect(over.body).not.toMatch(/Wyn|Marsh|EA4/);

  // A page that was kept open: what was refused is given back to be put right, what is sent is heard.
  const answer = (fields: Record<string, string>) =>
    police.post(`/questions/${reference}/answers`, { ...fields, _csrf: csrfIn(open.body) });
  const seen = { address: "9 Far Row, <Westholme>", note: "Seen on Monday" };
  const refused = await answer({ answer: "nothing-known", where: "unknown", ...seen });
  expect(refused.status).toBe(422);
  for (const said of ["This is no longer asked", "9 Far Row, &lt;Westholme&gt;", "You typed an address"])
    expect(refused.body).toContain(said);
  expect(refused.body).not.toMatch(/Wyn|Marsh|EA4/);
  const sent = await answer({ answer: "knows-family", where: "outside", ...seen });
  expect(sent.status).toBe(303);
  expect((await police.open(sent.location ?? "")).body).toContain(
    "Your answer is with Eastmere all the same",
  );
  await lookAt({
    ...{ address: url, token: police.token },
    pages: { "question-taken-back": `/questions/${reference}` },
  });

  // Who works on the case has it to weigh, whoever owns the case, until a note says what follows.
  const pressing = "Weigh an answer to a question that was taken back";
  expect((await officer.open("/my-work")).body).toContain(pressing);
  const mine = (await db.who("cme.eastmere")).personId;
  await db.owner.query("update cases set owner_id = $1 where id = $2", [mine, kase.caseId]);
  expect((await officer.open(`/my-work?owner=${mine}`)).body).toContain(pressing);
  expect((await officer.open("/my-work?owner=0")).body).not.toContain(pressing);
  expect((await officer.open(at)).body).toContain("Seen on Monday");
  const acting = { viewer: await db.who("cme.eastmere"), act: "do-step", request: "test" } as const;
  db.setNow("2026-11-03T10:05:00Z");
  await perform(db.keepsight, acting, (context) => addNote(context, kase.reference, "Westholme is told."));
  expect((await officer.open("/my-work?owner=")).body).not.toContain(pressing);
});

test("what a council has passed on to its school is taken back with its question [E01] [B08]", async () => {
  const kase = await caseAtAddress(db, { forename: "Pia", surname: "Marsh" });
  const { rows } = await db.owner.query("select id from authorities where name = 'Westholme'");
  await officer.send(`/cases/${kase.reference}/enquiries`, { ...question, authority: String(rows[0].id) });
  const asked = await db.owner.query("select reference from enquiries where case_id = $1", [kase.caseId]);
  const { reference } = asked.rows[0];
  const westholmes = await signedIn(db, server, "cme.westholme");
  const _csrf = csrfIn((await westholmes.open(`/questions/${reference}`)).body);
  const passOn = () => westholmes.post(`/questions/${reference}/schools`, { "ask-school": "9982001", _csrf });
  await passOn();
  const school = await signedIn(db, server, "school.westholme");
  const waiting = async () => (await school.open("/questions")).body;
  expect(await waiting()).toContain("Pia Marsh");
  await officer.send(`/cases/${kase.reference}/enquiries/${reference}/withdrawal`, { because: "Found." });
  expect(await waiting()).not.toContain("Pia Marsh");
  expect((await passOn()).body).toContain("This is no longer asked");
});

const screenshotsOf = (path: string, name: string) =>
  lookAt({ address: url, token: officer.token, pages: { [name]: path } });

describe("the picture of what came back", () => {
  const at = Temporal.Instant.from("2026-11-20T10:00Z");
  const due = {
    past: Temporal.Instant.from("2026-11-10T10:00Z"),
    coming: Temporal.Instant.from("2026-11-30T10:00Z"),
  };
  const enquiry = (
    id: number,
    dueAt: Temporal.Instant,
    answeredAt: Temporal.Instant | null = null,
    toKind = "housing" as const,
  ) => ({ id, toKind, dueAt, answeredAt, withdrawnAt: null, needlessSince: null });

  test("counts each one asked once: with news, nothing known, waiting, silent or withdrawn; not sure is no answer yet [E01]", () => {
    const enquiries = [
      enquiry(1, due.past, at),
      enquiry(2, due.past, at),
      enquiry(3, due.coming),
      enquiry(4, due.past),
      { ...enquiry(5, due.past, at), toKind: "police" as const },
      { ...enquiry(6, due.past), withdrawnAt: at },
    ];
    const answers = [
      { enquiryId: 1, answer: "nothing-known" as const },
      { enquiryId: 2, answer: "nothing-known" as const },
      { enquiryId: 2, answer: "knows-family" as const },
      { enquiryId: 3, answer: "not-sure" as const },
      { enquiryId: 5, answer: "on-roll" as const },
    ];
    const coverage = coverageOf(enquiries, answers, at);
    expect(coverage).toEqual([
      { kind: "housing", asked: 5, news: 1, nil: 1, waiting: 1, silent: 1, withdrawn: 1, needless: 0 },
      { kind: "police", asked: 1, news: 1, nil: 0, waiting: 0, silent: 0, withdrawn: 0, needless: 0 },
    ]);
    expect(coverage.map(coverageInWords)).toEqual([
      "1 with news, 1 knows nothing, 1 waiting, 1 silent, 1 withdrawn",
      "1 with news",
    ]);
  });
});

test("one who is silent is asked again by a new link, which ends the one before and is written in the case [E01]", async () => {
  db.setNow("2026-11-03T10:00:00Z");
  const desk = await agency("Quiet Homes", { email: "quiet@homes.example" });
  const kase = await caseAtAddress(db, { forename: "Tam", surname: "Marsh" });
  const at = `/cases/${kase.reference}/enquiries`;
  await officer.send(at, { ...question, agencies: desk });
  const { rows } = await db.owner.query("select reference from enquiries where case_id = $1", [kase.caseId]);
  const again = `${at}/${rows[0].reference}/again`;
  expect((await officer.open(at)).body).not.toContain("Ask again");
  expect((await pressed(officer, at, again)).body).toContain("the time for an answer is not over");
  db.setNow("2026-11-20T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  const page = await officer.open(at);
  expect(page.body).toContain("1 silent");
  expect(page.body).toContain("A link to quiet@homes.example, posted 3 November 2026 at 10am");
  const sent = await pressed(officer, at, again);
  expect([sent.status, sent.location]).toEqual([303, `${at}?again=${rows[0].reference}`]);
  const links = await db.owner.query(
    "select ended_at is null as works from answer_links join enquiries on enquiries.id = enquiry_id where reference = $1 order by answer_links.id",
    [rows[0].reference],
  );
  expect(links.rows).toEqual([{ works: false }, { works: true }]);
  const emails = await db.owner.query("select about from emails where reference = $1 order by id", [
    rows[0].reference,
  ]);
  expect(emails.rows).toEqual([{ about: "question" }, { about: "question-again" }]);
  const notes = await db.owner.query(
    "select details from case_facts where case_id = $1 and kind = 'note-made'",
    [kase.caseId],
  );
  expect(JSON.stringify(notes.rows)).toContain("Quiet Homes was asked again");
  // Another authority's officer cannot.
  const other = await signedIn(db, server, "cme.westholme");
  expect((await pressed(other, "/questions", again)).status).not.toBe(303);
});

test("the pages of a round, the directory and the link have nothing that axe objects to and fit a phone, with and without scripts", async () => {
  db.setNow("2026-11-20T10:00:00Z");
  const kase = await caseAtAddress(db, { forename: "Una", surname: "Marsh" });
  const north = await agency("Look Homes", { area: "North", email: "look@homes.example" });
  const nurses = await agency("Look Nurses", { kind: "health", email: "look@nurses.example" });
  const at = `/cases/${kase.reference}/enquiries`;
  const askOf = async (agencies: string) =>
    (await signedIn(db, server, "cme.eastmere")).send(at, { ...question, agencies });
  await askOf(north);
  db.setNow("2026-11-28T10:00:00Z");
  await askOf(nurses);
  db.setNow("2026-12-01T10:00:00Z");
  const link = (
    await db.owner.query(
      "select secret from emails where to_address = 'look@nurses.example' order by id desc limit 1",
    )
  ).rows[0].secret;
  const data = await signedIn(db, server, "cme.eastmere");
  for (const [width, javaScript] of [
    [1280, true],
    [320, true],
    [320, false],
  ] as const) {
    const page = await newPage(browser, { width, javaScript });
    await page.context().addCookies([{ name: "keepsight", value: data.token, url }]);
    for (const path of [at, "/directory", "/directory/new", `/directory/agency-${north}`]) {
      expect((await page.goto(`${url}${path}`))?.status()).toBe(200);
      await look(
        page,
        `round${path.replaceAll(/[/\d]+/g, "-")}-${width}${javaScript ? "" : "-plain"}`,
        javaScript,
      );
    }
    await page.context().close();
    // As somebody without an account, from the link to the answer.
    const visitor = await newPage(browser, { width, javaScript });
    const name = (step: string) => `link-${step}-${width}${javaScript ? "" : "-plain"}`;
    db.setNow(db.keepsight.now().add({ minutes: 5 }).toString());
    await visitor.goto(`${url}${link}`);
    await look(visitor, name("first"), javaScript);
    await visitor.getByRole("button", { name: "Send me a code" }).click();
    await visitor.getByLabel("Code", { exact: true }).fill("1");
    await visitor.getByRole("button", { name: "Go on" }).click();
    await look(visitor, name("wrong"), javaScript);
    const code = (
      await db.owner.query("select secret from emails where about = 'answer-code' order by id desc limit 1")
    ).rows[0].secret;
    await visitor.getByLabel("Code", { exact: true }).fill(code);
    await visitor.getByRole("button", { name: "Go on" }).click();
    await visitor.getByText("Why we ask, and why you may answer").waitFor();
    await look(visitor, name("question"), javaScript);
    await visitor.getByLabel("Not sure").check();
    await visitor.getByLabel("Anything else that helps to find the child").fill("A name like it");
    await visitor.getByLabel("Your name and your work").fill("Sam Reed, nurse");
    if (javaScript) await visitor.getByText("Saved at").waitFor();
    await visitor.getByRole("button", { name: "Send the answer" }).click();
    await visitor.getByText("What you wrote is with the council").waitFor();
    await visitor.getByLabel("We know nothing of them").check();
    await visitor.getByLabel("Your name and your work").fill("Sam Reed, nurse");
    if (!javaScript) {
      await visitor.getByRole("button", { name: "Send the answer" }).click();
      await visitor.getByText("Thank you").waitFor();
      await look(visitor, name("sent"), javaScript);
    }
    await visitor.context().close();
  }
}, 240_000);

async function look(page: Awaited<ReturnType<typeof newPage>>, name: string, javaScript: boolean) {
  await screenshot(page, name);
  if (javaScript) expect(await axeViolations(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}
