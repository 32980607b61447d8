import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { webServer } from "../web/server.ts";
import { verifyStandingDuties } from "./verify-standing-duties.ts";
import { keepStandingDuties } from "./work-out-duties.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  await keep("2026-09-15T09:00:00Z");
  await keep("2026-11-03T10:00:00Z");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** The job, at a moment that is then the present one. */
async function keep(now: string): Promise<void> {
  db.setNow(now);
  const { procedures } = db.keepsight;
  await keepStandingDuties({ database: db.ownerDatabase, procedures, now: db.keepsight.now() });
}

const register = "/standing-duties/997/register-to-areas";
const doneOn = (iso: string, note = "Sent to both area leads.") => {
  const [year = "", month = "", day = ""] = iso.split("-");
  return { "doneOn-day": day, "doneOn-month": month, "doneOn-year": year, note };
};
const kept = async (obligation: string) =>
  (
    await db.owner.query(
      `select state, to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') as due from authority_obligations
       join authorities on id = authority_id where code = '997' and obligation = $1 order by due_at`,
      [obligation],
    )
  ).rows.map(({ state, due }) => `${state} ${due}`);
const differences = async () =>
  (
    await verifyStandingDuties(db.ownerDatabase, {
      procedures: db.keepsight.procedures,
      now: db.keepsight.now(),
    })
  ).differences;

test("what an authority owes for all of its children is told on the first page, and listed with who owes it [C27] [C29]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  expect((await officer.open("/my-work")).body).toContain(
    "Owed for all children together: <strong>3 late</strong>",
  );
  const { status, body } = await officer.open("/standing-duties");
  expect(status).toBe(200);
  expect(body).toContain("Send the register to the areas");
  expect(body).toContain("Send the list of children not found to partners");
  expect(body).not.toContain("Westholme");
  expect(await kept("send-register-to-areas")).toEqual(["overdue 2026-10-15"]);
});

test("of a duty that is late, the role that the procedure names is told on its first page, and nobody else", async () => {
  const told = async (who: string) =>
    /id="told">.*?<\/section>/s.exec(
      (await (await signedIn(db, server, who)).open("/my-work?area=")).body,
    )?.[0] ?? "";
  const named = await told("named.eastmere");
  expect(named).toContain("Late: you are told");
  expect(named).toContain("All children together");
  expect(named).toContain("Owed by CME officer");
  expect(named).toContain("due 15 Oct 2026");
  expect(named).toContain("N3.1.2, N3.1.3");
  expect(named).toContain(`href="/standing-duties"`);
  expect(await told("cme.eastmere")).toBe("");
  expect(await told("named.westholme")).not.toContain("N3.1.2");
});

test("who owes it records the day and what was done, and the next month is counted from there [C27]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const page = await officer.open(register);
  expect(page.body).toContain("N3.1.2, N3.1.3");
  expect(page.body).toMatch(
    /<a href="\/procedures\/norfolk\/1">Norfolk, children missing education<\/a>, version 1/,
  );
  const empty = await officer.send(register, { ...doneOn("2026-11-03"), note: "" });
  expect([empty.status, empty.body.includes("Enter what was done, or where the document is")]).toEqual([
    422,
    true,
  ]);
  const early = await officer.send(register, doneOn("2026-09-14"));
  expect(early.body).toContain("on or after the one on which work with Keepsight began");
  const sent = await officer.send(register, doneOn("2026-11-02"));
  expect([sent.status, sent.location]).toEqual([303, register]);
  expect(await kept("send-register-to-areas")).toEqual(["met-late 2026-10-15", "open 2026-11-15"]);
  const twice = await officer.send(register, doneOn("2026-11-02"));
  expect(twice.body).toContain("It is on record for this day already");
  expect(await differences()).toEqual([]);
});

test("of two who record the same task the second is told of the first [G03]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const other = await signedIn(db, server, "named.eastmere");
  const reminder = "/standing-duties/997/duties-reminder";
  const seen = (await other.open(reminder)).body;
  expect(seen).toContain("Record that it was done");
  await officer.send(reminder, doneOn("2026-11-03", "To all schools."));
  const unseen = Object.fromEntries(
    [...seen.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
  const sent = await other.post(reminder, { ...unseen, ...doneOn("2026-11-01", "To all schools.") });
  expect(sent.status).toBe(409);
});

test("a record that is not so is corrected by a new one, and what follows is counted anew [G03] [C27]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const { rows } = await db.owner.query(
    "select max(id) as id from authority_facts where details->>'task' = 'register-to-areas'",
  );
  const record = `${register}/records/${rows[0].id}`;
  expect((await officer.send(record, { note: "" })).body).toContain("Choose what is right");
  const sent = await officer.send(record, { was: "not-done", note: "It was the draft only." });
  expect([sent.status, sent.location]).toEqual([303, register]);
  expect(await kept("send-register-to-areas")).toEqual(["overdue 2026-10-15"]);
  expect((await officer.open(register)).body).toContain("It was not done: It was the draft only.");
  expect((await officer.send(record, { was: "done", ...doneOn("2026-10-14") })).status).toBe(409);
  expect(await differences()).toEqual([]);
});

test("when a duty was done last before Keepsight is asked, said once with who, and counted from then [C29] [G03]", async () => {
  const officer = await signedIn(db, server, "named.eastmere");
  const duty = "/standing-duties/997/annual-report";
  const lastTime = `${duty}/last-time`;
  expect((await officer.open("/standing-duties")).body).toContain(`href="${lastTime}"`);
  expect((await officer.open(duty)).body).toContain("counted from the day on which that began");
  expect((await officer.open(duty)).body).toContain('href="/annual-report"');
  const cme = await signedIn(db, server, "cme.eastmere");
  expect((await cme.open("/annual-report")).status).toBe(403);
  expect((await cme.open(duty)).body).not.toContain('href="/annual-report"');
  expect(await kept("report-to-management")).toEqual(["open 2027-09-15"]);
  const said = { ...doneOn("2026-03-10", "Minutes of the scrutiny committee."), by: "Jo Reed" };
  expect((await officer.send(lastTime, { ...said, by: "" })).body).toContain("Enter who did it");
  expect((await officer.send(lastTime, { ...said, ...doneOn("2026-09-15") })).body).toContain(
    "Enter a day before the one on which work with Keepsight began",
  );
  expect((await officer.send(lastTime, said)).status).toBe(303);
  expect(await kept("report-to-management")).toEqual(["open 2027-03-10"]);
  const page = (await officer.open(duty)).body;
  expect(page).toContain("By Jo Reed. Minutes of the scrutiny committee.");
  expect(page).not.toContain("counted from the day on which that began");
  expect((await officer.open("/standing-duties")).body).not.toContain(`href="${lastTime}"`);
  // It is corrected as any other, to another day before the work, and taken back.
  const { rows } = await db.owner.query(
    "select max(id) as id from authority_facts where details->>'task' = 'annual-report'",
  );
  const record = `${duty}/records/${rows[0].id}`;
  expect((await officer.send(record, { was: "done", ...doneOn("2026-10-01") })).body).toContain(
    "Enter a day before",
  );
  await officer.send(record, { was: "done", ...doneOn("2026-04-20", "By Jo Reed.") });
  expect(await kept("report-to-management")).toEqual(["open 2027-04-20"]);
  expect(await differences()).toEqual([]);
  const auditor = await signedIn(db, server, "auditor.eastmere");
  expect((await auditor.open(lastTime)).body).toContain("records that it was done");
  expect((await auditor.post(lastTime, said)).status).toBe(403);
  expect((await (await signedIn(db, server, "cme.westholme")).open(lastTime)).status).toBe(404);
});

test("whoever may only look is told who records it, and another authority finds nothing [G04]", async () => {
  const auditor = await signedIn(db, server, "auditor.eastmere");
  expect((await auditor.open(register)).body).toContain("The CME officer records that it was done");
  expect((await auditor.post(register, doneOn("2026-11-03"))).status).toBe(403);
  const other = await signedIn(db, server, "cme.westholme");
  expect((await other.open(register)).status).toBe(404);
  const school = await signedIn(db, server, "school.eastmere");
  expect((await school.open("/standing-duties")).status).toBe(403);
});

test("a duty that is kept otherwise than its facts make of it is found [G03]", async () => {
  await db.owner.query(
    "update authority_obligations set why = 'changed' where obligation = 'send-register-to-areas'",
  );
  expect(await differences()).toEqual([
    expect.objectContaining({ authority: "Eastmere", obligation: "send-register-to-areas", found: "other" }),
  ]);
  await keep("2026-11-03T10:00:00Z");
  expect(await differences()).toEqual([]);
});

test("the pages of standing duties have nothing that axe objects to and fit a phone", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  await officer.send(register, doneOn("2026-11-03"));
  const { rows } = await db.owner.query("select max(id) as id from authority_facts where kind = 'duty-done'");
  await lookAt({
    address: await addressOf(server),
    token: officer.token,
    pages: {
      duties: "/standing-duties",
      "duties-register": register,
      "duties-last-time": "/standing-duties/997/duties-reminder/last-time",
      "duties-record": `${register}/records/${rows[0].id}`,
      "duties-my-work": "/my-work",
    },
  });
}, 180_000);
