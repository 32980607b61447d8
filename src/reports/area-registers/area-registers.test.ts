import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { keepStandingDuties } from "../../standing-duties/index.ts";
import { letterOwed } from "./area-register.ts";
import { keepAreaRegisters } from "./keep-area-registers.ts";

let db: TestDatabase;
let site: Site;
let wren: CaseAtAddress;
let hidden: CaseAtAddress;

beforeAll(async () => {
  db = await testDatabase();
  await turn("2026-10-20T09:00:00Z");
  wren = await caseAtAddress(db, { forename: "Wren", surname: "Northby" });
  await caseAtAddress(db, { forename: "Teal", surname: "Northwold" });
  hidden = await caseAtAddress(db, { forename: "Lark", surname: "Hidwell" });
  const south = await caseAtAddress(db, { forename: "Robin", surname: "Southby" });
  await caseAtAddress(db, { forename: "Finch", surname: "Elsewhere", authority: "Westholme" });
  await db.owner.query(
    "update cases set area_id = (select id from areas where name = 'South' and authority_id = cases.authority_id) where id = $1",
    [south.caseId],
  );
  await db.owner.query("update children set restricted = true where id = $1", [hidden.childId]);
  await db.owner.query(
    `insert into enquiries (reference, case_id, authority_id, area_id, to_kind, to_agency_id, question, disclosed, lawful_basis, asked_at, made_by)
     select next_reference(authority_id, 'E'), id, authority_id, area_id, 'police',
       (select id from agencies where name = 'Eastmere Police'), 'Is the family known?', '{}', '', '2026-11-04T10:00Z', opened_by from cases where id = $1`,
    [wren.caseId],
  );
  await turn("2026-11-19T09:00:00Z");
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

/** A turn of the worker at a moment that is then the present one. */
async function turn(now: string): Promise<void> {
  db.setNow(now);
  const { procedures } = db.keepsight;
  await keepStandingDuties({ database: db.ownerDatabase, procedures, now: db.keepsight.now() });
  await keepAreaRegisters(db.keepsight);
}
const as = (name: string) => signedIn(db, site.server, name);
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const rowsOf = async (text: string, values: unknown[] = []) => (await db.owner.query(text, values)).rows;
const registers = () =>
  rowsOf(`select r.id, coalesce(areas.name, 'none') as area, (select count(*)::int from area_register_lines l where l.register_id = r.id) as lines
    from area_registers r left join areas on areas.id = r.area_id order by r.id`);
const numberOf = async (area: string) => (await registers()).findLast((each) => each.area === area)?.id;
const duty = async (obligation: string) =>
  (
    await rowsOf(
      `select state, to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') as due from authority_obligations join authorities on id = authority_id
       where code = '997' and obligation = $1 order by due_at`,
      [obligation],
    )
  ).map(({ state, due }) => `${state} ${due}`);
const letters = async () =>
  (await rowsOf("select about, to_address as to from emails where about like 'area-%' order by id")).map(
    (each) => `${each.about} ${each.to.split("@")[0]}`,
  );

test("on the procedure's day, and not before, the program makes one register for each area that the procedure asks for, once [H02] [C27]", async () => {
  expect(await registers()).toEqual([]);
  await turn("2026-11-20T00:05:00Z");
  await turn("2026-11-20T00:20:00Z");
  // Westholme's procedure asks for none.
  expect((await registers()).map(({ area, lines }) => [area, lines])).toEqual([
    ["North", 3],
    ["South", 1],
  ]);
  expect(await duty("send-register-to-areas")).toEqual(["met 2026-11-20", "open 2026-12-20"]);
  expect(await duty("collect-area-updates")).toEqual(["open 2026-12-04"]);
});

test("the area lead is told once by a link and no word about a child [H02] [G01]", async () => {
  expect(await letters()).toEqual(["area-register lead.eastmere"]);
  const [{ subject, body, secret }] = await rowsOf(
    "select subject, body, secret from emails where about = 'area-register'",
  );
  expect(secret).toBe(`/area-registers/${await numberOf("North")}`);
  expect(`${subject}${body}`).not.toMatch(/Wren|Northby|EM-C/);
});

test("a line says what is known, owed and asked, to the staff of that area alone and never of a restricted child [H02] [G04]", async () => {
  const page = await (await as("area.eastmere")).open(`/area-registers/${await numberOf("North")}`);
  const text = plain(page.body);
  expect(text).toContain("Wren Northby");
  expect(text).toMatch(/Known .*3 Nov 2026: Case opened/);
  expect(text).toMatch(/Owed .*CME officer/);
  expect(text).toContain("Eastmere Police, on 4 Nov 2026. No answer yet.");
  expect(text).toContain("2 children, 2 still to answer");
  expect(page.body).not.toMatch(/Hidwell|Southby|Elsewhere/);
  const south = `/area-registers/${await numberOf("South")}`;
  expect((await (await as("area.eastmere")).open(south)).status).toBe(404);
  expect((await (await as("named.westholme")).open(south)).status).toBe(404);
  expect((await (await as("school.eastmere")).open(south)).status).toBe(403);
});

test("many lines are answered at once; each becomes a note in its case with who and when, and what is left empty waits on [H02]", async () => {
  const at = `/area-registers/${await numberOf("North")}`;
  const lines = await rowsOf(
    "select l.id, told ->> 'surname' as surname from area_register_lines l where register_id = $1",
    [await numberOf("North")],
  );
  const line = (surname: string) => lines.find((each) => each.surname === surname)?.id;
  db.setNow("2026-11-24T14:30:00Z");
  const officer = await as("area.eastmere");
  expect((await officer.send(at, {})).body).toContain("Write what you know of at least one child");
  const sent = await officer.send(at, {
    [`news-${line("Northby")}`]: "A cousin says they are in Hull.",
    [`nothing-${line("Northwold")}`]: "yes",
  });
  expect(sent.location).toBe(`${at}?written=2`);
  const notes = await rowsOf(
    `select details ->> 'note' as note, people.email, f.made_at from case_facts f join people on people.id = f.made_by
     where kind = 'note-made' and details ->> 'note' like 'Register of the area%' order by f.id`,
  );
  expect(notes.map(({ note, email }) => [note, email.split("@")[0]])).toEqual([
    ["Register of the area of 20 Nov 2026: A cousin says they are in Hull.", "area.eastmere"],
    ["Register of the area of 20 Nov 2026: the area knows nothing new.", "area.eastmere"],
  ]);
  const kase = plain((await (await as("cme.eastmere")).open(`/cases/${wren.reference}`)).body);
  expect(kase).toContain("A cousin says they are in Hull.");
  const page = plain((await officer.open(at)).body);
  expect(page).toContain("A cousin says they are in Hull.");
  expect(page).toContain("24 November 2026 at 2:30pm");
  const foreign = await (await as("area2.eastmere")).post(at, { [`news-${line("Northby")}`]: "x" });
  expect(foreign.status).toBe(403);
});

test("a line of another register is refused, and too long a text names its field [H02]", async () => {
  const [south] = await rowsOf(
    "select l.id from area_register_lines l join area_registers r on r.id = register_id where r.id = $1",
    [await numberOf("South")],
  );
  const at = `/area-registers/${await numberOf("North")}`;
  const officer = await as("cme.eastmere");
  expect((await officer.send(at, { [`news-${south.id}`]: "x" })).status).toBe(404);
  const long = await officer.send(at, { [`news-${south.id}`]: "x".repeat(2001) });
  expect(long.status).toBe(422);
  expect(long.body).toContain("The news must be 2,000 characters or fewer");
});

test("who has not answered is reminded when the procedure's days end soon and when they have ended, each once [H02]", async () => {
  await turn("2026-12-03T08:00:00Z");
  await turn("2026-12-03T08:15:00Z");
  await turn("2026-12-04T08:00:00Z");
  await turn("2026-12-05T08:00:00Z");
  // The line of the restricted child waits for the CME officer, so North is reminded; nobody leads South here.
  expect(await letters()).toEqual([
    "area-register lead.eastmere",
    "area-register-again lead.eastmere",
    "area-register-again lead.eastmere",
  ]);
  expect(await duty("collect-area-updates")).toEqual(["overdue 2026-12-04"]);
  expect(letterOwed({ waiting: 0, sent: ["ready"] }, { state: "overdue" })).toBeUndefined();
});

test("once something is said of every child the areas' duty is on record as done [H02] [C27]", async () => {
  await db.owner.query("update children set restricted = false where id = $1", [hidden.childId]);
  const officer = await as("cme.eastmere");
  for (const area of ["North", "South"]) {
    const at = `/area-registers/${await numberOf(area)}`;
    const waiting = await rowsOf(
      `select l.id from area_register_lines l where register_id = $1 and not exists (select from area_register_news n where n.line_id = l.id)`,
      [await numberOf(area)],
    );
    expect(
      await officer.send(at, Object.fromEntries(waiting.map(({ id }) => [`nothing-${id}`, "yes"]))),
    ).toMatchObject({ status: 303 });
  }
  await turn("2026-12-06T08:00:00Z");
  expect(await duty("collect-area-updates")).toEqual(["met-late 2026-12-04"]);
});

test("next month's register is another, and the month before stays as it was sent, also as a file [H02] [G03]", async () => {
  await db.owner.query("update children set surname = 'Renamed' where id = $1", [wren.childId]);
  await turn("2026-12-20T06:00:00Z");
  expect(await registers()).toHaveLength(4);
  const [first] = (await registers()).filter(({ area }) => area === "North");
  const { body } = await (await as("lead.eastmere")).open(`/area-registers/${first.id}.csv`);
  const rows: Record<string, string>[] = parse(body, { columns: true, bom: true });
  expect(rows.map((row) => row["Surname"]).toSorted()).toEqual(["Hidwell", "Northby", "Northwold"]);
  expect(rows.find((row) => row["Surname"] === "Northby")).toMatchObject({
    Reference: wren.reference,
    "What the area said": "A cousin says they are in Hull.",
    "Who and when": expect.stringContaining("2026-11-24"),
  });
});

test("the registers are read at a desk and on a phone [H02]", async () => {
  const { token } = await as("lead.eastmere");
  const [first] = (await registers()).filter(({ area }) => area === "North");
  await lookAt({
    ...{ address: site.address, token },
    pages: {
      "area-registers": "/area-registers",
      "area-register": `/area-registers/${await numberOf("North")}`,
      "area-register-answered": `/area-registers/${first.id}?written=2`,
    },
  });
}, 90_000);
