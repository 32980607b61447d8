import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { startMailServer } from "../../../test/support/mail-server.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { bankHolidaysOfEngland, type Calendars } from "../../calendar/index.ts";
import { sendEmail } from "../../post/index.ts";
import { nextDayOf, type Rhythm, rhythms } from "./schedule.ts";
import { sendDueReports } from "./send-due-reports.ts";

let db: TestDatabase;
let site: Site;
let wren: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  wren = await caseAtAddress(db, { forename: "Wrenfield", surname: "Quillmarsh" });
  site = await startSite(db);
  // A Thursday.
  db.setNow("2026-11-05T09:00:00Z");
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const at = "/my-reports";
const as = (name: string) => signedIn(db, site.server, name);
const rowsOf = async (text: string, values: unknown[] = []) => (await db.owner.query(text, values)).rows;
const ask = async (name: string, report: string, often: string, to = "") =>
  (await as(name)).send(at, { report, often, to });
const idOf = async (report: string, of: string) =>
  (
    await rowsOf(
      `select s.id from report_schedules s left join people on people.id = s.person_id
       where report = $1 and (people.email like $2 || '@%' or role = $2) order by s.id desc limit 1`,
      [report, of],
    )
  )[0]?.id as number;
/** The e-mails of the worker's turn at a moment: to whom, and the links. */
async function sentAt(moment: string) {
  db.setNow(moment);
  const [{ last }] = await rowsOf("select coalesce(max(id), 0) as last from emails");
  await sendDueReports(db.keepsight);
  const letters = await rowsOf("select to_address, body from emails where id > $1 order by to_address", [
    last,
  ]);
  return letters.map(({ to_address, body }) => ({
    to: String(to_address).split("@")[0],
    links: [...String(body).matchAll(/\{site\}(\S+)/g)].map(([, path]) => path).slice(0, -1),
    body: String(body),
  }));
}
const toldAt = async (moment: string) =>
  (await sentAt(moment)).map(({ to, links }) => `${to}: ${links.join(" ")}`);

test("a link goes on the weekday, the first working day of a month and the first school day of a term", () => {
  const day = (text: string) => Temporal.PlainDate.from(text);
  const spans = [
    { from: day("2026-09-01"), until: day("2026-12-18"), kind: "term" as const },
    { from: day("2026-10-26"), until: day("2026-10-30"), kind: "half-term" as const },
    { from: day("2027-01-02"), until: day("2027-03-24"), kind: "term" as const },
    { from: day("2027-01-04"), until: day("2027-01-04"), kind: "inset" as const },
  ];
  const calendars: Calendars = {
    bankHolidays: bankHolidaysOfEngland,
    schools: new Map(),
    authorities: new Map([[1, { called: "Eastmere", spans }]]),
  };
  const next = (word: string, after: string) =>
    nextDayOf(rhythms[word] as Rhythm, day(after), { calendars, authorityId: 1 })?.toString();
  expect(next("week-4", "2026-11-05")).toBe("2026-11-12");
  expect(next("week-5", "2026-11-05")).toBe("2026-11-06");
  expect(next("week-1", "2026-11-08")).toBe("2026-11-09");
  // 1 January is a bank holiday, and 2 and 3 January 2027 are a weekend.
  expect(next("month", "2026-12-31")).toBe("2027-01-04");
  expect(next("month", "2027-01-04")).toBe("2027-02-01");
  // After the weekend with which the term begins comes a training day.
  expect(next("term", "2026-09-01")).toBe("2027-01-05");
  expect(next("term", "2026-08-01")).toBe("2026-09-01");
  expect(next("term", "2027-01-05")).toBeUndefined();
});

test("a person's links of a day go in one e-mail, once, without a word of a child, whoever else runs or died [G01]", async () => {
  const cme = await as("cme.eastmere");
  const from = await cme.open("/unfound");
  expect(from.body).toContain(`href="${at}?report=unfound"`);
  expect((await cme.open(`${at}?report=unfound`)).body).toMatch(/value="unfound" selected/);
  for (const report of ["unfound", "missing-education", "unfound"])
    expect(await ask("cme.eastmere", report, "week-1")).toMatchObject({ status: 303, location: at });
  expect(await rowsOf("select count(*)::int as n from report_schedules")).toEqual([{ n: 2 }]);
  expect((await cme.open(at)).body).toContain("9 November 2026");
  expect(await toldAt("2026-11-06T06:00:00Z")).toEqual([]);

  // The worker dies before its act ends: nothing is there, and the next one does it.
  const send = db.keepsight.jobs.send;
  db.keepsight.jobs.send = () => Promise.reject(new Error("died"));
  await expect(sentAt("2026-11-09T06:00:00Z")).rejects.toThrow("died");
  db.keepsight.jobs.send = send;
  expect(await rowsOf("select id from emails")).toEqual([]);
  const twoWorkers = await Promise.all([sendDueReports(db.keepsight), sendDueReports(db.keepsight)]);
  expect(twoWorkers).toHaveLength(2);
  const [letter, ...others] = await rowsOf("select id, to_address, subject, body from emails");
  expect(others).toEqual([]);
  expect(letter.to_address).toContain("cme.eastmere@");
  expect(letter.body).toContain("Children who cannot be found\n{site}/unfound");
  expect(letter.body).toContain("All children missing education\n{site}/missing-education");
  for (const secret of ["Wrenfield", "Quillmarsh", wren.reference]) expect(letter.body).not.toContain(secret);
  expect(await toldAt("2026-11-09T15:00:00Z")).toEqual([]);

  // In a demonstration it stands in the outbox, with links that work.
  const office = { database: db.ownerDatabase, settings: db.keepsight.settings, now: db.keepsight.now };
  expect(await sendEmail(office, { emailId: Number(letter.id), lastTry: false })).toBe("not-sent");
  const later = await as("cme.eastmere");
  const outbox = (await later.open("/outbox")).body;
  expect(outbox).toContain('<a href="/unfound">/unfound</a>');
  expect(outbox).not.toContain("{site}");
  expect(outbox).not.toContain("the link or code stands here");

  await later.send(at, {}, { action: `${at}/${await idOf("unfound", "cme.eastmere")}/end` });
  expect(await toldAt("2026-11-16T06:00:00Z")).toEqual(["cme.eastmere: /missing-education"]);
  // Outside a demonstration it leaves, with addresses that open.
  const server = await startMailServer();
  const emailId = Number((await rowsOf("select max(id) as id from emails"))[0].id);
  const mail = { url: server.url, from: "cme@eastmere.example" };
  const settings = { mail, address: "https://keepsight.example", demonstration: false };
  expect(await sendEmail({ ...office, settings }, { emailId, lastTry: true })).toBe("sent");
  const raw = server.letters[0]?.raw;
  await server.close();
  expect(raw).toContain("https://keepsight.example/missing-education");
  expect(raw).not.toContain("{site}");
  await expect(db.owner.query("delete from report_schedules")).rejects.toThrow("ended, never changed");
  expect(
    (await rowsOf("select act from audit_entries where act like '%report%' order by id")).map(
      ({ act }) => act,
    ),
  ).toEqual([
    ...["subscribed to report", "subscribed to report", "sent reports as links"],
    ...["ended report schedule", "sent reports as links"],
  ]);
});

test("a role's link goes to who holds it on the day, in the area where there is one, and only to who may open the report then [G04]", async () => {
  await rowsOf("update report_schedules set ended_at = now(), ended_by = made_by where ended_at is null");
  db.setNow("2026-11-17T09:00:00Z");
  // For area North by its lead; for the whole authority by the named officer.
  expect((await ask("lead.eastmere", "area-registers", "week-3", "area-attendance-officer")).status).toBe(
    303,
  );
  expect((await ask("named.eastmere", "held-and-urgent", "week-3", "safeguarding-lead")).status).toBe(303);
  expect((await ask("auditor.eastmere", "unfound", "week-3")).status).toBe(303);
  expect(await toldAt("2026-11-18T06:00:00Z")).toEqual([
    ...["area.eastmere: /area-registers", "auditor.eastmere: /unfound"],
    "safeguarding.eastmere: /held-and-urgent",
  ]);

  // Somebody joins, somebody's post has ended, and a role may no longer open what it had asked for.
  await rowsOf(
    `insert into posts (person_id, role, authority_id, from_on) select p.id, 'safeguarding-lead', a.id, '2026-11-19'
     from people p, authorities a where p.email like 'ehe.eastmere@%' and a.name = 'Eastmere'`,
  );
  await rowsOf(
    `update posts set from_on = '2020-01-01', until_on = '2026-11-24' where person_id = (select id from people where email like 'area.eastmere@%')`,
  );
  await rowsOf("delete from permissions where role = 'auditor' and act = 'see-register'");
  expect(await toldAt("2026-11-25T06:00:00Z")).toEqual([
    ...["ehe.eastmere: /held-and-urgent", "safeguarding.eastmere: /held-and-urgent"],
  ]);

  // Whoever holds the role sees it and does not end it; who answers for another area or authority cannot either.
  const ofArea = await idOf("area-registers", "area-attendance-officer");
  const end = `${at}/${ofArea}/end`;
  db.setNow("2026-11-25T09:00:00Z");
  const hub = await as("hub.eastmere");
  expect((await hub.post(end, unseenIn((await hub.open(at)).body, at))).status).toBe(403);
  const stranger = await as("lead.westholme");
  expect((await stranger.post(end, unseenIn((await stranger.open(at)).body, at))).status).toBe(404);
  const manager = await as("manager.eastmere");
  expect((await manager.open(at)).body).toContain("Role: Area attendance officer, North");
  expect((await manager.send(at, {}, { action: end })).status).toBe(303);
  expect((await manager.open(at)).body).not.toContain(end);
});

test("what nobody could open is not asked for, and the page says what to choose", async () => {
  const refused = async (name: string, report: string, often: string, to?: string) => {
    const { status, body } = await ask(name, report, often, to);
    return [status, body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")];
  };
  expect(await refused("cme.eastmere", "", "week-1")).toEqual([422, expect.stringContaining("a report")]);
  expect(await refused("data.eastmere", "unfound", "week-1")).toEqual([
    ...[422, expect.stringContaining("Choose a report that you may open")],
  ]);
  expect(await refused("named.eastmere", "held-and-urgent", "month", "cme-officer")).toEqual([
    ...[422, expect.stringContaining("Choose a role that may open this report")],
  ]);
  // An area lead says nothing for roles of the whole authority, and an officer nothing for any role.
  expect((await refused("lead.eastmere", "unfound", "month", "cme-officer"))[0]).toBe(422);
  expect((await refused("cme.eastmere", "unfound", "month", "area-lead"))[0]).toBe(403);
});

test("the page has nothing that axe objects to and fits a phone, with and without scripts", async () => {
  await ask("named.eastmere", "overview", "term");
  await ask("named.eastmere", "missing-education", "month", "area-lead");
  const { token } = await as("named.eastmere");
  await lookAt({ address: site.address, token, pages: { "my-reports": at }, plain: true });
}, 120_000);
