import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { type SignedIn, signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { dayOf } from "../calendar/index.ts";
import { openCase, recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { webServer } from "../web/server.ts";
import { proveVersion } from "./prove-version.ts";
import { putInForce } from "./put-in-force.ts";

// A proof plays thousands of histories.
vi.setConfig({ testTimeout: 180_000 });

let database: TestDatabase;
let server: FastifyInstance;
let editor: SignedIn;
let leader: SignedIn;
beforeAll(async () => {
  database = await testDatabase();
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

/** An open case of an invented child in which the database is still to be checked. */
async function openedCase(surname: string, at: string, authority = "Eastmere"): Promise<number> {
  database.setNow(at);
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner, { surname, authority, receivedAt: at });
  const viewer = await who(`cme.${authority.toLowerCase()}`);
  const opened = await perform(keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: null,
      address: "inside",
    }),
  );
  return "refused" in opened ? Number.NaN : opened.caseId;
}

/** By which version the check of the database is owed in a case, and until when. */
async function checkOwed(caseId: number): Promise<{ version: string; due: string }> {
  const { rows } = await database.owner.query(
    "select version, due_at from obligations where case_id = $1 and obligation = 'check-database'",
    [caseId],
  );
  return { version: rows[0].version, due: dayOf(rows[0].due_at).toString() };
}

/** Both who make a version sign in at this moment. */
async function signIn(at: string): Promise<void> {
  database.setNow(at);
  editor = await signedIn(database, server, "data.eastmere");
  leader = await signedIn(database, server, "named.eastmere");
}

async function prove(): Promise<void> {
  const { rows } = await database.owner.query("select max(id) as id from procedure_proofs");
  const { keepsight, ownerDatabase } = database;
  const prover = { database: ownerDatabase, procedures: keepsight.procedures, now: keepsight.now() };
  await proveVersion(prover, Number(rows[0].id));
}

/** The worker has proved what was asked for last; the first test shows what it does. */
async function markProved(): Promise<void> {
  await database.owner.query(
    "update procedure_proofs set state = 'proved', finished_at = made_at where id = (select max(id) from procedure_proofs)",
  );
}

async function beginOwn(who: SignedIn): Promise<string> {
  const begun = await who.send("/procedures/norfolk/versions", { basedOn: "1" });
  expect(begun.status).toBe(303);
  return begun.location ?? "";
}

const fieldsIn = (body: string, name: RegExp) => [
  ...new Set([...body.matchAll(name)].map(([, field = ""]) => field)),
];
const textOf = (body: string) => body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

/** Changes how long the check of the database may take, and confirms what its examples then give. */
async function checkWithin(who: SignedIn, at: string, days: number): Promise<void> {
  const check = `${at}/obligations/check-database`;
  const typed = {
    ...{ asks: "The CME officer looks in the pupil database.", role: "cme-officer", tell: "nobody" },
    ...{
      question: "How soon is the database checked?",
      choice: "Within 2 working days.",
      why: "It is short.",
    },
  };
  const time = { count: String(days), unit: "working days", counting: "after" };
  expect((await who.send(check, { ...typed, ...time })).location).toBe(`${check}/examples`);
  const { body } = await who.open(`${check}/examples`);
  const answers = fieldsIn(body, /name="(answer-\d+)"/g).map((name) => [name, "found"]);
  expect((await who.send(`${check}/examples`, Object.fromEntries(answers))).status).toBe(303);
}

test("an officer changes a time, is refused for a wrong example, mends it, and another puts the version in force; a new case follows it and an open one does not", async () => {
  const before = await openedCase("Oldham", "2026-11-23T10:00:00Z");
  expect(await checkOwed(before)).toEqual({ version: "1", due: "2026-11-25" });
  await signIn("2026-11-24T10:00:00Z");
  const at = await beginOwn(editor);
  const check = `${at}/obligations/check-database`;

  // A time that cannot be is refused beside its field.
  const typed = {
    asks: "Look in the database.",
    role: "cme-officer",
    tell: "named-officer",
    counting: "after",
  };
  const refused = await editor.send(check, { ...typed, count: "none", unit: "working days" });
  expect(refused.status).toBe(422);
  expect(textOf(refused.body)).toContain("Enter how many as a number");
  const beginning = { ...typed, count: "3", unit: "hours", counting: "beginning with" };
  expect((await editor.send(check, beginning)).status).toBe(422);

  const saved = await editor.send(check, { ...typed, count: "3", unit: "working days" });
  expect(saved).toMatchObject({ status: 303, location: `${check}/examples` });
  const examples = await editor.open(`${check}/examples`);
  expect(textOf(examples.body)).toContain("Right as it comes out now");

  // Nobody has said what is right: the proof refuses the examples.
  expect((await editor.send(`${at}/proof`, {})).status).toBe(303);
  expect(textOf((await editor.open(`${at}/proof`)).body)).toContain("Being proved");
  await prove();
  const notProved = await editor.open(`${at}/proof`);
  expect(textOf(notProved.body)).toMatch(/Not proved .* expects .* and comes out as/);
  expect(textOf(notProved.body)).toContain("No boundary example lies at the moment when it is due");
  expect(textOf((await leader.open(`${at}/in-force`)).body)).toContain("It is not proved as it stands now");

  expect((await editor.send(`${check}/examples`, {})).status).toBe(422);
  const answers = fieldsIn(examples.body, /name="(answer-\d+)"/g).map((name) => [name, "found"]);
  expect(answers.length).toBeGreaterThan(0);
  await editor.send(`${check}/examples`, Object.fromEntries(answers));
  expect(textOf((await editor.open(`${check}/examples`)).body)).toContain(
    "Every example gives what it expects",
  );
  const boundary = { newFrom: "0", newDue: "2026-03-06", newSays: "The day is over" };
  const boundaryAt = `${check}/examples/boundary`;
  await editor.send(`${check}/examples`, boundary, { action: boundaryAt });
  await editor.send(`${at}/proof`, {});
  await prove();
  const proof = textOf((await editor.open(`${at}/proof`)).body);
  expect(proof).toContain("No open case is ever forgotten");

  const changes = textOf((await editor.open(`${at}/changes`)).body);
  expect(changes).toContain("within 2 working days becomes within 3 working days");
  expect(changes).toContain("in 1 open case, 1 open deadline would not be the same");
  const moved = textOf((await leader.open(`${at}/moved-deadlines`)).body);
  expect(moved).toMatch(/EM-C-\d+ .*Due 25 November 2026 now; it would be 26 November 2026/);

  expect((await editor.post(`${at}/in-force`, {})).status).toBe(403);
  const day = (words: string) => {
    const [year = "", month = "", of = ""] = words.split("-");
    return { "from-day": of, "from-month": month, "from-year": year };
  };
  const past = await leader.send(`${at}/in-force`, day("2026-11-23"));
  expect(past.status).toBe(422);
  expect(textOf(past.body)).toContain("Enter today or a later day");
  expect((await leader.send(`${at}/in-force`, day("2026-11-24"))).status).toBe(303);
  database.setNow("2026-11-24T10:02:00Z");
  const listed = textOf((await leader.open("/procedures/norfolk/versions")).body);
  expect(listed).toMatch(/EM-1 24 November 2026 No end Named Eastmere/);

  const after = await openedCase("Newham", "2026-11-24T10:03:00Z");
  expect(await checkOwed(after)).toEqual({ version: "EM-1", due: "2026-11-27" });
  const { keepsight, who } = database;
  const call = { viewer: await who("cme.eastmere"), act: "work-case" as const, request: "test" };
  await perform(keepsight, call, (context) =>
    recordFact(context, before, { kind: "note-made", details: { note: "Still looking." } }),
  );
  expect(await checkOwed(before)).toEqual({ version: "1", due: "2026-11-25" });
  expect((await editor.send(check, { ...typed, count: "4", unit: "working days" })).status).toBe(409);

  // Another authority that works by the procedure of the same name never sees it.
  await database.owner.query("update authorities set procedure = 'norfolk' where name = 'Westholme'");
  const theirs = await openedCase("Farley", "2026-11-24T10:04:00Z", "Westholme");
  expect(await checkOwed(theirs)).toEqual({ version: "1", due: "2026-11-26" });
  const stranger = await signedIn(database, server, "data.westholme");
  expect((await stranger.open(at)).status).toBe(404);
  expect((await stranger.open(`${at}/moved-deadlines`)).status).toBe(404);
});

test("a changed time asks for a boundary example anew, lets the old ones be called otherwise, and points at the reading", async () => {
  await signIn("2026-11-25T10:00:00Z");
  const at = await beginOwn(editor);
  const check = `${at}/obligations/check-database`;
  await checkWithin(editor, at, 9);
  const { body } = await editor.open(`${check}/examples`);
  expect(textOf(body)).toContain("A boundary example is wanted");
  expect(textOf(body)).toContain("The time was: within 2 working days. It is now: within 9 working days.");
  expect(textOf(body)).toMatch(/See whether the reading still holds\. How soon is the database checked\?/);
  expect(body).toContain(`href="${check}#question"`);
  expect(textOf((await editor.open(at)).body)).toContain("Boundary wanted");

  const add = (typed: Record<string, string>) =>
    editor.send(`${check}/examples`, typed, { action: `${check}/examples/boundary` });
  const wanting = await add({ newDue: "soon" });
  expect(wanting.status).toBe(422);
  for (const wanted of ["Choose what it begins with", "Enter the day as", "Enter what the example shows"])
    expect(textOf(wanting.body)).toContain(wanted);
  expect((await add({ newFrom: "0", newDue: "2026-03-16", newSays: "Nine days and one" })).status).toBe(303);
  const added = textOf((await editor.open(`${check}/examples`)).body);
  expect(added).not.toContain("A boundary example is wanted");
  expect(added).toContain("Expected, and so: overdue, due Monday 16 March 2026.");

  expect((await editor.send(`${check}/examples`, { "says-1": " " })).status).toBe(422);
  expect((await editor.send(`${check}/examples`, { "says-1": "Checked in time" })).status).toBe(303);
  expect((await editor.open(`${check}/examples`)).body).toContain('value="Checked in time"');
});

test("a case opened earlier on the day on which a version is put in force goes on as it began", async () => {
  const morning = await openedCase("Morley", "2026-11-26T09:00:00Z");
  await signIn("2026-11-26T09:30:00Z");
  const before = await checkOwed(morning);
  const at = await beginOwn(editor);
  await checkWithin(editor, at, 5);
  await editor.send(`${at}/proof`, {});
  await markProved();
  const today = { "from-day": "26", "from-month": "11", "from-year": "2026" };
  expect((await leader.send(`${at}/in-force`, today)).status).toBe(303);
  database.setNow("2026-11-26T12:00:00Z");
  const { keepsight, who } = database;
  const call = { viewer: await who("cme.eastmere"), act: "work-case" as const, request: "test" };
  await perform(keepsight, call, (context) =>
    recordFact(context, morning, { kind: "note-made", details: { note: "Still looking." } }),
  );
  expect(await checkOwed(morning)).toEqual(before);
  const later = await checkOwed(await openedCase("Evesham", "2026-11-26T12:05:00Z"));
  expect(later).toMatchObject({ version: expect.stringMatching(/^EM-/), due: "2026-12-03" });
  expect(later.version).not.toBe(before.version);
});

test("whoever wrote some of a version does not put it in force, and a change takes its proof away [G04]", async () => {
  await signIn("2026-11-27T09:00:00Z");
  const at = await beginOwn(leader);
  await checkWithin(leader, at, 4);
  await leader.send(`${at}/proof`, {});
  await markProved();
  expect(textOf((await leader.open(`${at}/in-force`)).body)).toContain("You wrote some of it");
  const id = Number(at.split("/").at(-1));
  const viewer = await database.who("named.eastmere");
  const put = (seen: number) =>
    perform(database.keepsight, { viewer, act: "put-procedure-in-force", request: "test" }, (context) =>
      putInForce(context, { id, seen, from: Temporal.PlainDate.from("2026-11-27") }),
    );
  expect(await put(3)).toBe("wrote-it");
  await editor.send(`${at}/name`, { title: "Our procedure", version: "EM-late" });
  await expect(put(3)).rejects.toThrow(ChangedBySomeoneElse);
  expect(await put(4)).toBe("not-proved");
});

test("of two changes of the same text the second is told of the first, and nothing is written over it", async () => {
  await signIn("2026-11-28T09:00:00Z");
  const at = await beginOwn(editor);
  const name = (title: string) => ({ title, version: "EM-two", _seen: "1" });
  expect((await editor.send(`${at}/name`, name("The first"))).status).toBe(303);
  expect((await leader.send(`${at}/name`, name("The second"))).status).toBe(409);
  expect(textOf((await editor.open(at)).body)).toContain("The first");
});

test("a version that is withdrawn stays on record and is neither changed, proved nor put in force", async () => {
  await signIn("2026-11-28T10:00:00Z");
  const at = await beginOwn(editor);
  const change = `${at}/obligations/check-database`;
  expect((await editor.send(at, {}, { action: `${at}/withdrawal` })).status).toBe(303);
  const { body } = await editor.open(at);
  expect(textOf(body)).toContain("Withdrawn");
  expect(body).not.toContain(`href="${change}"`);
  expect((await editor.send(`${at}/name`, { title: "Again", version: "EM-again" })).status).toBe(409);
  expect((await leader.open(`${at}/in-force`)).status).toBe(404);
});

test("the deadlines that would move come in pages, to whoever may see the cases", async () => {
  const caseId = await openedCase("Pagewell", "2026-11-29T10:00:00Z");
  await signIn("2026-11-29T10:05:00Z");
  const at = await beginOwn(editor);
  await editor.send(`${at}/proof`, {});
  await markProved();
  await database.owner.query(
    `insert into moved_deadlines (proof_id, place, case_id, reference, obligation, clause, asks, change, role_was, due_was)
     select (select max(id) from procedure_proofs), place, id, reference, 'test', 'T1', 'Step ' || place || ' of many', 'goes', 'cme-officer', opened_at
     from cases, generate_series(0, 50) place where id = $1`,
    [caseId],
  );
  const first = await leader.open(`${at}/moved-deadlines`);
  expect(textOf(first.body)).toContain("Step 49 of many");
  expect(first.body).not.toContain("Step 50 of many");
  const more = /href="([^"]*after=49)"/.exec(first.body)?.[1] ?? "";
  expect(textOf((await leader.open(more)).body)).toContain("Step 50 of many");
  const { body } = await editor.open(`${at}/moved-deadlines`);
  expect(body).not.toContain("of many");
  expect(textOf(body)).toContain("The cases are listed for those who may see cases");
});

test("who opens a procedure that the authority does not go by is told that a version of it changes nothing", async () => {
  await signIn("2026-11-29T09:00:00Z");
  const told = "do not go by this procedure";
  expect(textOf((await editor.open("/procedures/oxfordshire/versions")).body)).toContain(told);
  expect(textOf((await editor.open("/procedures/norfolk/versions")).body)).not.toContain(told);
});

test("what was typed and not sent waits, until somebody else has changed what it began from", async () => {
  await signIn("2026-11-30T09:00:00Z");
  const at = await beginOwn(editor);
  const name = `${at}/name`;
  const draftAt = /data-draft-at="([^"]+)"/.exec((await editor.open(name)).body)?.[1] ?? "";
  const { body } = await editor.open(name);
  await editor.post(draftAt, { ...unseenIn(body, name), title: "Half a ti", version: "EM-half" });
  expect((await editor.open(name)).body).toContain("Half a ti");
  await leader.send(name, { title: "Changed by another", version: "EM-other" });
  const after = (await editor.open(name)).body;
  expect(after).toContain("Changed by another");
  expect(after).not.toContain("Half a ti");
});
