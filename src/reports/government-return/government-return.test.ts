import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { textFile } from "../../../test/support/roll-file.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { importFile } from "../../feeds/import-file.ts";
import { keepStandingDuties } from "../../standing-duties/index.ts";
import { amissIn, type Counted, linesOf, placedOn } from "./census-return.ts";
import { returnFile } from "./return-csv.ts";

const census = "2027-01-21";
let db: TestDatabase;
let site: Site;

beforeAll(async () => {
  db = await testDatabase();
  await duties("2026-10-20T09:00:00Z");
  const named = async (
    surname: string,
    changes: Record<string, string | null> = {},
    child: Record<string, string | null> = {},
  ) => {
    const kase = await caseAtAddress(db, { forename: "Wren", surname });
    await change("cases", kase.caseId, changes);
    await change("children", kase.childId, child);
    return kase;
  };
  await named("Ashby");
  await named("Birch", { missing_since: "2027-01-08", reason: "moved-abroad" }, { sex: "M" });
  await named("Cray", { missing_since: "2027-01-07", reason: "new-to-area" }, { sex: "F" });
  // Restricted: nobody here has leave, and it is counted all the same.
  await named(
    "Dellhid",
    { missing_since: null, reason: "a word of long ago" },
    { sex: null, date_of_birth: null, restricted: "true" },
  );
  await closed(await named("Elder"), "2027-01-20T12:00Z");
  await closed(await named("Fern"), "2027-01-22T12:00Z");
  await named("Gorseold", {}, { date_of_birth: "2009-01-01" });
  await caseAtAddress(db, { forename: "Finch", surname: "Elsewhere", authority: "Westholme" });
  await db.owner.query(
    "update cases set opened_at = '2026-06-01' where child_id = (select id from children where surname = 'Elder')",
  );
  await atHome("Homely", "2026-09-10", null, "F");
  await saidWhy("Homely", "philosophical", "2026-09-10T09:00Z");
  await saidWhy("Homely", "mental-health", "2026-12-01T09:00Z");
  await atHome("Endely", "2026-09-10", "2027-01-21", "M");
  await atHome("Laterly", "2027-01-22", null, "M");
  await atHome("Lastyear", "2025-10-01", "2026-03-01", "F");
  await duties("2027-02-01T09:00:00Z");
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

async function duties(now: string): Promise<void> {
  db.setNow(now);
  const { procedures } = db.keepsight;
  await keepStandingDuties({ database: db.ownerDatabase, procedures, now: db.keepsight.now() });
}
async function change(table: string, id: number, values: Record<string, string | null>): Promise<void> {
  for (const [column, value] of Object.entries(values))
    await db.owner.query(`update ${table} set ${column} = $2 where id = $1`, [id, value]);
}
async function closed({ caseId }: CaseAtAddress, at: string): Promise<void> {
  await db.owner.query(
    `with turned as (insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select id, 'case-closed', $2, '{"outcome": "on-roll"}', $2, opened_by from cases where id = $1)
     update cases set open = false, outcome = 'on-roll', closed_at = $2 where id = $1`,
    [caseId, at],
  );
}
/** What the parents said, the last of it on the census day or later. */
async function saidWhy(surname: string, reason: string, on: string): Promise<void> {
  await db.owner.query(
    `insert into home_education_facts (home_education_id, kind, happened_at, details, made_at, made_by)
     select h.id, 'reason-given', $2::timestamptz, jsonb_build_object('reason', $3::text), $2::timestamptz, h.made_by
     from home_educations h join children c on c.id = h.child_id where c.surname = $1`,
    [surname, on, reason],
  );
}
async function atHome(surname: string, began: string, ended: string | null, sex: string): Promise<void> {
  const childId = await addPupil(db.owner, { forename: "Teal", surname, born: "2014-03-01", sex });
  await db.owner.query(
    `insert into home_educations (authority_id, child_id, began_on, ended_on, source, next_due_at, next_role, made_at, made_by)
     select authority_id, id, $2, $3, 'parent', now(), 'ehe-officer', now(), (select id from people where email like 'ehe.eastmere@%') from children where id = $1`,
    [childId, began, ended],
  );
}
const as = (name: string) => signedIn(db, site.server, name);
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const at = `/government-return?census=${census}`;
async function numbers(): Promise<Record<string, number>> {
  const { body } = await (await as("cme.eastmere")).open(`/government-return.csv?census=${census}`);
  const rows: Record<string, string>[] = parse(body, { columns: true, bom: true });
  return Object.fromEntries(
    rows
      .filter((row) => row["child_count"] !== "0")
      .map((row) => [
        `${row["collection"]?.slice(0, 5)} ${row["breakdown_topic"]}: ${row["breakdown"]}`,
        Number(row["child_count"]),
      ]),
  );
}

describe("the termly return", () => {
  test("counts each child of the census day once by sex, year, length and reason, and the year before, as worked by hand", async () => {
    expect(await numbers()).toEqual({
      "Child Total: Total": 5,
      "Child Sex: Female": 3,
      "Child Sex: Male": 1,
      "Child Sex: Unknown": 1,
      // Born on 9 March 2017; of the restricted child no birth date is known.
      "Child Year group: Year 5": 4,
      "Child Year group: Unknown": 1,
      // 13 days; 14 days; since 16 October 97 days, twice.
      "Child Duration: Less than 2 weeks": 1,
      "Child Duration: 2 to 4 weeks": 1,
      "Child Duration: 12 to 26 weeks": 2,
      "Child Duration: Unknown": 1,
      "Child Primary reason: Believed to have moved to another country": 1,
      "Child Primary reason: Moved in from another local authority": 1,
      "Child Primary reason: Unknown": 2,
      "Child Primary reason: Not recorded": 1,
      "Child Previous school year: Missing education at any point": 1,
      "Elect Total: Total": 1,
      "Elect Sex: Female": 1,
      "Elect Year group: Year 8": 1,
      // The last that the parents said.
      "Elect Primary reason: Mental health": 1,
      "Elect Previous school year: Home educated at any point": 1,
      "Elect Previous school year: Began": 1,
      "Elect Previous school year: Ended": 1,
    });
  });

  test("says of each child why it stands where it does, lists what to mend by when, and names no child whom the reader may not see [G04]", async () => {
    const page = plain((await (await as("cme.eastmere")).open(`${at}&in=cme&topic=Total&is=Total`)).body);
    expect(page).toContain("5 children missing education, 1 home educated.");
    expect(page).toContain("The return is due on 18 February 2027.");
    expect(page).toContain("Missing since 7 January 2027: 2 weeks on the census day");
    expect(page).toContain("The case says: Believed to have moved abroad");
    expect(page).toMatch(/Counted; you may not see who it is .*Duration: Nobody recorded since when/);
    expect(page).toContain("1 child is on record and not counted: not of compulsory school age");
    expect(page).toContain("of 1 child in 5 the sex is not known");
    expect(page).not.toMatch(/Dellhid|Gorseold|Elsewhere/);
    // Who prepares the files sees the numbers and no case.
    const prepared = plain(
      (await (await as("data.eastmere")).open(`${at}&in=cme&topic=Total&is=Total`)).body,
    );
    expect(prepared).toContain("5 children missing education");
    expect(prepared).not.toMatch(/Birch|Cray/);
    expect((await (await as("area.eastmere")).open(at)).status).toBe(403);
  });

  test("finds sums that do not meet, a child counted twice and a swing since the last one", () => {
    const child: Counted = {
      collection: "cme",
      id: 1,
      childId: 7,
      sex: "F",
      dateOfBirth: null,
      reason: "other",
      missingSince: null,
    };
    const day = Temporal.PlainDate.from(census);
    const placed = [placedOn(child, day), placedOn({ ...child, collection: "ehe", id: 2 }, day)];
    const none = { cmeEver: 0, eheEver: 0, eheStarts: 0, eheLeavers: 0, notices: 0, orders: 0 };
    const lines = linesOf(placed, none);
    const short = lines.map((line) => (line.breakdown === "Female" ? { ...line, count: 0 } : line));
    const words = (all: ReturnType<typeof amissIn>) => all.map((each) => each.words).join(" ");
    expect(words(amissIn(short, placed, undefined))).toContain("sex sums to 0, not 1");
    expect(words(amissIn(lines, placed, undefined))).toContain(
      "1 child is both missing education and home educated",
    );
    const last = lines.map((line) => ({ ...line, count: 9 }));
    expect(words(amissIn(lines, placed, last))).toContain("1 now, 9 at the last census");
  });

  test("says how many children of the home education list are not on the register, so that a nought is not sent for them", async () => {
    const page = async () => plain((await (await as("data.eastmere")).open(at)).body);
    expect(await page()).not.toContain("on the list of home education");
    const rows = [
      "Listed,Una,2015-03-04,2026-09-10",
      "Listed,Dos,2014-03-04,2026-09-10",
      "Listed,Tre,2013-03-04,2027-01-22",
      "Homely,Teal,2014-03-01,2026-09-10",
    ].map((row) => `997,${row}`);
    await importFile(
      db.keepsight,
      "home-education",
      textFile(["LACode,Surname,Forename,DOB,NotifiedOn", ...rows, ""].join("\n")),
      { viewer: await db.who("data.eastmere") },
    );
    // As linking says of the row of a child on the register.
    await db.owner.query(
      "update list_entries set child_id = (select id from children where surname = 'Homely') where list = 'home-education' and surname = 'Homely'",
    );
    expect(await page()).toContain(
      "Error 2 children stand on the list of home education and not on the register, and are not counted.",
    );
    await db.owner.query("delete from list_entries where list = 'home-education'");
  });

  test("is signed off as it was shown, kept with its hash and who and when, and stays when records change; the next is compared with it", async () => {
    const officer = await as("cme.eastmere");
    const sent = await officer.send(at, { note: "Two are being traced." }, { action: at });
    expect(sent.status).toBe(303);
    const copies = async () =>
      (
        await db.owner.query(
          "select census_on::text as census, sha256, file, note, people.email from government_returns join people on people.id = made_by",
        )
      ).rows;
    const [copy] = await copies();
    expect(copy).toMatchObject({
      census,
      note: "Two are being traced.",
      email: expect.stringContaining("cme.eastmere"),
    });
    expect(copy.sha256).toBe(createHash("sha256").update(copy.file).digest("hex"));
    await db.owner.query("update children set sex = 'M' where surname = 'Ashby'");
    // A page that was shown before something changed is not signed unread.
    const stale = await officer.send(at, { note: "", _seen: copy.sha256 }, { action: at });
    expect(stale.status).toBe(422);
    expect(stale.body).toContain("The numbers changed since the page was shown");
    expect(await copies()).toHaveLength(1);
    expect((await numbers())["Child Sex: Female"]).toBe(2);
    expect((await numbers())["Child Sex: Male"]).toBe(2);
    const page = (await officer.open(at)).body;
    const [link] = page.match(/\/government-return\.csv\?signed=\d+/) ?? [];
    expect((await officer.open(link ?? "")).body).toBe(copy.file);
    expect((await (await as("named.westholme")).open(link ?? "")).status).toBe(404);
    const early = await officer.send(
      "/government-return?census=2027-05-20",
      { note: "" },
      { action: "/government-return?census=2027-05-20" },
    );
    expect(early.status).not.toBe(303);
    expect(plain((await officer.open("/government-return?census=2027-05-20")).body)).toContain(
      "Signed for 21 January 2027",
    );
    await expect(db.owner.query("update government_returns set note = 'x'")).rejects.toThrow("is a fact");
  });

  test("is read at a desk and on a phone", async () => {
    const { token } = await as("cme.eastmere");
    await lookAt({
      ...{ address: site.address, token },
      pages: { "government-return": `${at}&in=cme&topic=Total&is=Total` },
    });
  }, 90_000);
});

test("the file has the publication's marks: low for what rounds to none, z where nothing applies, x where it is not known [H07]", () => {
  const line = (topic: string, breakdown: string, count: number) => ({
    ...{ collection: "cme" as const, topic, breakdown, count },
  });
  const file = returnFile(
    [
      line("Total", "Total", 400),
      line("Sex", "Unknown", 1),
      line("Sex", "Male", 399),
      line("Sex", "Female", 0),
    ].concat(line("Previous school year", "Total", 700)),
    { censusOn: Temporal.PlainDate.from("2026-10-01"), authority: { code: "997", name: "Eastmere" } },
  );
  const rows: Record<string, string>[] = parse(file, { columns: true, bom: true });
  expect(rows.map((row) => [row["child_count"], row["child_percent"], row["rate_per_100"]])).toEqual([
    ...[
      ["400", "100", "x"],
      ["1", "low", "z"],
      ["399", "100", "z"],
      ["0", "0", "z"],
      ["700", "z", "z"],
    ],
  ]);
  expect(rows[0]?.["region_name"]).toBe("x");
});
