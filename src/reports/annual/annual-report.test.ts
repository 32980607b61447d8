import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { reasonInWords } from "../../children/index.ts";
import { keepStandingDuties } from "../../standing-duties/index.ts";

type Kase = {
  authority: string;
  area: string;
  reason: string;
  opened: string;
  /** Days from the opening. */
  closed?: number;
  outcome?: string;
  contact?: number;
  restricted?: boolean;
  /** A step that was owed, and how it went. */
  step?: "met" | "met-late";
};

const now = "2026-11-29T12:00:00Z";
const year = "school-2025";
const at = `/annual-report?year=${year}`;
const each = (count: number, of: (nth: number) => Partial<Kase> & Pick<Kase, "reason" | "opened">): Kase[] =>
  Array.from({ length: count }, (_, nth) => ({ authority: "Eastmere", area: "North", ...of(nth) }));
const left = "left-destination-unknown";

const kases: readonly Kase[] = [
  // The year before.
  ...each(5, () => ({ reason: left, opened: "2024-10-01T10:00Z", closed: 30, outcome: "on-roll" })),
  ...each(5, () => ({ reason: left, opened: "2024-10-01T10:00Z", closed: 369, outcome: "home-education" })),
  ...each(6, () => ({
    ...{
      area: "South",
      reason: "new-to-area",
      opened: "2025-01-10T10:00Z",
      closed: 20,
      outcome: "left-area",
    },
  })),
  // Half past eleven in the evening of 31 August in London, and closed a day later: the new year has begun.
  ...each(1, () => ({ reason: left, opened: "2025-08-31T22:30Z", closed: 1, outcome: "on-roll" })),
  // The year.
  ...each(7, (nth) => ({
    ...{ reason: left, opened: "2025-11-10T10:00Z", contact: 2 + nth, closed: 10 + nth, outcome: "on-roll" },
    step: nth < 5 ? "met" : "met-late",
  })),
  // A quarter past midnight in London: September by no more than that.
  ...each(1, () => ({ area: "South", reason: "new-to-area", opened: "2025-08-31T23:15Z", contact: 9 })),
  ...each(4, (nth) => ({
    ...{ area: "South", reason: "new-to-area", opened: "2026-02-02T10:00Z", restricted: nth === 0 },
  })),
  ...each(3, () => ({ area: "South", reason: "moved-abroad", opened: "2026-03-02T10:00Z" })),
  // After it.
  ...each(2, () => ({ reason: left, opened: "2026-08-31T23:15Z" })),
  ...each(3, () => ({ authority: "Westholme", reason: left, opened: "2025-11-10T10:00Z" })),
];

/** What was signed off on 2 October 2025. */
const censusLines = [
  { collection: "cme", topic: "Total", breakdown: "Total", count: 20 },
  { collection: "cme", topic: "Primary reason", breakdown: "Unknown", count: 14 },
  { collection: "cme", topic: "Primary reason", breakdown: "School application awaiting outcome", count: 6 },
];

let db: TestDatabase;
let site: Site;
beforeAll(async () => {
  db = await testDatabase();
  for (const [nth, kase] of kases.entries()) await insert(kase, nth);
  const decided = (from: number, count: number, what: string, on: string) =>
    db.owner.query(
      `with fact as (insert into case_facts (case_id, kind, details, happened_at, made_at, made_by)
       select id, 'concern-raised', '{"about": "trafficking"}', $4::timestamptz, $4::timestamptz, opened_by from cases
       where authority_id = (select id from authorities where name = 'Eastmere') order by id offset $1 limit $2 returning id, case_id, made_by)
     insert into safeguarding_decisions (case_id, concern_id, decided, spoken_to, told_on, how, reason, made_at, made_by)
     select case_id, id, $3::text, 'duty desk', '2026-01-12', 'telephone', 'explained', $4::timestamptz, made_by from fact`,
      [from, count, what, on],
    );
  await decided(17, 6, "social-care", "2026-01-12T10:00Z");
  await decided(23, 5, "no-referral", "2026-01-12T10:00Z");
  await decided(28, 5, "police", "2026-09-02T10:00Z");
  await db.owner.query(
    `with report as (insert into unofficial_exclusions (authority_id, school_id, found_on, heard_from, words, made_at, made_by)
       select authority_id, id, case when nth <= 12 then date '2026-02-02' else date '2025-08-31' end, 'parent', 'x', $1::timestamptz, 1
       from schools, generate_series(1, 17) as nth where name = 'Ashfield Primary School' returning id, found_on),
     numbered as (select id, row_number() over (order by id) as nth from report where found_on > '2025-08-31')
     insert into unofficial_exclusion_facts (unofficial_exclusion_id, kind, happened_on, made_at, made_by)
     select id, 'talk-with-head', date '2026-02-03', $1::timestamptz, 1 from numbered where nth <= 6
     union all select id, 'put-right', date '2026-02-03', $1::timestamptz, 1 from numbered where nth <= 2`,
    ["2026-02-03T10:00Z"],
  );
  await db.owner.query(
    `insert into government_returns (authority_id, census_on, lines, file, sha256, made_at, made_by)
     select id, '2025-10-02', $1, '', '', '2025-10-20T10:00Z', 1 from authorities where name = 'Eastmere'`,
    [JSON.stringify(censusLines)],
  );
  db.setNow("2026-10-20T09:00:00Z");
  await duties();
  db.setNow(now);
  await duties();
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const duties = () =>
  keepStandingDuties({
    ...{ database: db.ownerDatabase, procedures: db.keepsight.procedures, now: db.keepsight.now() },
  });

async function insert(kase: Kase, nth: number): Promise<void> {
  await db.owner.query(
    `with child as (insert into children (authority_id, area_id, forename, surname, restricted, made_at)
       select a.id, r.id, 'Wren', 'Ashby' || $3::text, $4::boolean, $5::timestamptz from authorities a join areas r on r.authority_id = a.id and r.name = $2
       where a.name = $1 returning id, authority_id, area_id),
     kase as (insert into cases (reference, authority_id, area_id, child_id, reason, procedure, procedure_version, opened_at, opened_by,
         open, closed_at, outcome)
       select next_reference(authority_id, 'C'), authority_id, area_id, id, $6::text, 'norfolk', '1', $5::timestamptz, 1, $7::int is null,
         $5::timestamptz + $7::int * interval '1 day', $8::text from child returning id, authority_id, area_id),
     fact as (insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select id, 'family-made-contact', $5::timestamptz + $9::int * interval '1 day', '{"address": "inside"}', $5::timestamptz, 1 from kase
       where $9::int is not null)
     insert into obligations (case_id, authority_id, area_id, restricted, procedure, version, obligation, started_by, clause, asks, role,
       act, state, started_at, due_at, why)
     select id, authority_id, area_id, false, 'norfolk', '1', 'first', 1, '', '', 'cme-officer', 'check-database', $10::text, $5::timestamptz, $5::timestamptz, '' from kase
     where $10::text is not null`,
    [
      ...[kase.authority, kase.area, String(nth), kase.restricted ?? false, kase.opened, kase.reason],
      ...[kase.closed ?? null, kase.outcome ?? null, kase.contact ?? null, kase.step ?? null],
    ],
  );
}

const as = (name: string) => signedIn(db, site.server, name);
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

/** The report's numbers by table, row and column. */
async function numbers(name: string, of = year): Promise<Record<string, string>> {
  const { body } = await (await as(name)).open(`/annual-report.csv?year=${of}`);
  const rows: Record<string, string>[] = parse(body, { columns: true, bom: true });
  return Object.fromEntries(
    rows.map((row) => [`${row["Table"]}: ${row["Row"]}: ${row["Column"]}`, row["Number"] ?? ""]),
  );
}

const dayIn = (moment: string, days = 0) =>
  Temporal.Instant.from(moment)
    .add({ hours: 24 * days })
    .toZonedDateTimeISO("Europe/London")
    .toPlainDate()
    .toString();
const within = (day: string, begins: number) => day >= `${begins}-09-01` && day < `${begins + 1}-09-01`;
const mine = kases.filter(({ authority }) => authority === "Eastmere");
const openedIn = (begins: number) => mine.filter(({ opened }) => within(dayIn(opened), begins));
const closedIn = (begins: number) =>
  mine.filter(({ opened, closed }) => closed !== undefined && within(dayIn(opened, closed), begins));
const openOn = (day: string) =>
  mine.filter(
    ({ opened, closed }) => dayIn(opened) < day && (closed === undefined || dayIn(opened, closed) >= day),
  ).length;

test("the report counts what was open, opened and closed, why and where, beside the year before [H04]", async () => {
  const told = await numbers("named.eastmere");
  for (const begins of [2024, 2025]) {
    const head = `${begins} to ${begins + 1}`;
    expect(
      ["Open at the beginning", "Opened", "Closed", "Open at the end"].map(
        (row) => told[`The register in the year: ${row}: ${head}`],
      ),
    ).toEqual(
      [
        ...[openOn(`${begins}-09-01`), openedIn(begins).length, closedIn(begins).length],
        openOn(`${begins + 1}-09-01`),
      ].map(String),
    );
    for (const [outcome, words] of [
      ["on-roll", "On a school's roll"],
      ["home-education", "Registered as home educated"],
      ["left-area", "Known to have left the area"],
    ])
      expect(told[`Cases closed, by outcome: ${words}: ${head}`], `${words} ${head}`).toBe(
        String(closedIn(begins).filter((kase) => kase.outcome === outcome).length),
      );
    for (const area of ["North", "South"])
      expect(told[`Cases opened, by area: ${area}: ${begins === 2025 ? "Cases" : `Cases in ${head}`}`]).toBe(
        String(openedIn(begins).filter((kase) => kase.area === area).length),
      );
  }
  // So that the sums above are not all of nothing: worked by hand.
  expect([openOn("2025-09-01"), openedIn(2025).length, closedIn(2025).length, openOn("2026-09-01")]).toEqual([
    6, 15, 13, 8,
  ]);
});

test("it says how long half waited, what was in time, decided, and told of schools, as worked by hand [H04]", async () => {
  const told = await numbers("named.eastmere");
  const waited = (row: string, head = "2025 to 2026") => told[`How long children waited: ${row}: ${head}`];
  // Seven were reached after 2 to 8 days and one after 9: the eighth of fifteen is half. Seven closed are less than half.
  expect([waited("First contact"), waited("Visit"), waited("Closed")]).toEqual(["9", "", ""]);
  // Of seventeen one was closed after 1 day, six after 20, five after 30: the ninth is one of those.
  expect(waited("Closed", "2024 to 2025")).toBe("30");
  expect([waited("Steps in time"), waited("Steps in time", "2024 to 2025")]).toEqual(["71%", ""]);
  const rest = ["Safeguarding concerns decided", "Unofficial exclusions"];
  expect(
    Object.fromEntries(Object.entries(told).filter(([name]) => rest.some((table) => name.startsWith(table)))),
  ).toEqual({
    "Safeguarding concerns decided: Social care was told: 2025 to 2026": "6",
    "Safeguarding concerns decided: Social care was told: 2024 to 2025": "0",
    "Safeguarding concerns decided: Nobody was told, for a reason: 2025 to 2026": "5",
    "Safeguarding concerns decided: Nobody was told, for a reason: 2024 to 2025": "0",
    "Unofficial exclusions: Reports: 2025 to 2026": "12",
    "Unofficial exclusions: Reports: 2024 to 2025": "5",
    "Unofficial exclusions: Talked over with the head: 2025 to 2026": "6",
    "Unofficial exclusions: Talked over with the head: 2024 to 2025": "0",
    "Unofficial exclusions: Put right: 2025 to 2026": "Too few to tell",
    "Unofficial exclusions: Put right: 2024 to 2025": "0",
    "Unofficial exclusions: Found not to be so: 2025 to 2026": "0",
    "Unofficial exclusions: Found not to be so: 2024 to 2025": "0",
  });
});

test("the census that was signed off in the year stands beside what is published of England [H04]", async () => {
  const told = await numbers("named.eastmere");
  const why = "Why children were missing education, beside England";
  expect(told[`${why}: Unknown: Here, 2 October 2025`]).toBe("70%");
  expect(told[`${why}: Unknown: England, autumn 2025`]).toBe("16%");
  expect(told[`${why}: Mental health: England, autumn 2025`]).toBeUndefined();
  expect(Object.keys(await numbers("named.eastmere", "school-2024")).join()).not.toContain("beside England");
});

test("no number tells of one child, nor lets one be reckoned [H04] [H07]", async () => {
  const told = await numbers("named.eastmere");
  const reasons = [left, "new-to-area", "moved-abroad"].map(
    (reason) => told[`Cases opened, by reason: ${reasonInWords(reason)}: Cases`],
  );
  // Three moved abroad; so the five new ones are left out too, for all are fifteen.
  expect(reasons).toEqual(["7", "Too few to tell", "Too few to tell"]);
  const small = await numbers("named.westholme");
  const flows = ["Open at the beginning", "Opened", "Closed", "Open at the end"];
  // What was opened and closed would tell what is open.
  expect(flows.map((row) => small[`The register in the year: ${row}: 2025 to 2026`])).toEqual([
    "0",
    "Too few to tell",
    "Too few to tell",
    "Too few to tell",
  ]);
  expect(Object.values(small)).not.toContain("3");
  const { body } = await (await as("named.westholme")).open(at);
  expect(plain(body)).not.toMatch(/3 cases|How many of the cases/);
});

test("a calendar year is told by its own days, and a year without records says so [H04]", async () => {
  const told = await numbers("named.eastmere", "calendar-2024");
  const flows = ["Open at the beginning", "Opened", "Closed", "Open at the end"];
  expect(flows.map((row) => told[`The register in the year: ${row}: 2024`])).toEqual(["0", "10", "5", "5"]);
  const named = await as("named.eastmere");
  expect(plain((await named.open("/annual-report?year=calendar-2026")).body)).toContain(
    "The year is not over",
  );
  expect(plain((await named.open("/annual-report?year=school-2021")).body)).toContain("Nothing is on record");
  const first = plain((await named.open("/annual-report?year=school-2024")).body);
  expect(first).toContain("there is nothing to compare with");
});

test("who answers for a team reads the whole authority's report; it counts a restricted child and is on record [H04] [G04]", async () => {
  const lead = plain((await (await as("lead.eastmere")).open(at)).body);
  expect(lead).toContain("15 cases opened from 1 September 2025 to 31 August 2026");
  expect(lead).not.toContain("Write the text");
  expect((await (await as("lead.eastmere")).open("/annual-report/texts")).status).toBe(403);
  expect((await (await as("school.eastmere")).open(at)).status).toBe(403);
  const { rows } = await db.owner.query(
    "select count(*)::int as times from audit_entries where act = 'saw annual report' and details ->> 'year' = $1",
    [year],
  );
  expect(rows[0].times).toBeGreaterThan(0);
});

test("the text is written wording by wording, each with who and when, and nobody writes over what they have not read [H04]", async () => {
  const named = await as("named.eastmere");
  const form = `/annual-report/texts?year=${year}`;
  const first = {
    introduction: "A year of <change> & work.\n\nSecond part.",
    "what-we-did": "",
    "what-we-ask": "Two posts.",
  };
  const page = (await named.open(form)).body;
  expect((await named.send(form, first)).location).toBe(at);
  expect((await named.send(form, { ...first, introduction: "Another beginning & <end>." })).status).toBe(303);
  const stale = page.match(/name="(_csrf)" value="([^"]*)"/)?.[2] ?? "";
  const late = await named.post(form, {
    ...first,
    introduction: "Late.",
    _csrf: stale,
    _once: "late",
    _seen: "0",
  });
  expect(late.status).toBe(422);
  expect(plain(late.body)).toContain("Somebody else has written since you opened this page");
  const read = plain((await (await as("lead.eastmere")).open(at)).body);
  expect(read).toContain("Another beginning &amp; &lt;end>. Written by Named Eastmere, 29 November 2026");
  expect(read).not.toContain("Second part");
  expect(plain((await named.open(form)).body)).toMatch(/As it was written.*Another beginning.*A year of/);
  const { rows } = await db.owner.query("select revision, part from annual_report_texts order by revision");
  expect(rows).toEqual([
    { revision: 1, part: "introduction" },
    { revision: 2, part: "what-we-ask" },
    { revision: 3, part: "introduction" },
  ]);
  await expect(db.owner.query("update annual_report_texts set body = ''")).rejects.toThrow("is a fact");
});

test("the ODT file is an OpenDocument text that says what the page says [H04]", async () => {
  const { token } = await as("named.eastmere");
  const { rawPayload, headers } = await site.server.inject({
    ...{ method: "GET", url: `/annual-report.odt?year=${year}`, cookies: { keepsight: token } },
  });
  const type = "application/vnd.oasis.opendocument.text";
  expect(headers["content-type"]).toBe(type);
  // The name and the content of the first file stand uncompressed where a program looks for them.
  expect(rawPayload.subarray(30, 38 + type.length).toString()).toBe(`mimetype${type}`);
  const files = unzipSync(rawPayload);
  const content = strFromU8(files["content.xml"] ?? new Uint8Array());
  for (const name of ["content.xml", "styles.xml", "META-INF/manifest.xml"])
    new SaxesParser({ xmlns: true }).write(strFromU8(files[name] ?? new Uint8Array())).close();
  const words = content.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|");
  expect(words).toContain(
    "|Cases|2025 to 2026|2024 to 2025|Open at the beginning|6|0|Opened|15|17|Closed|13|11|",
  );
  // Seven and eight of eight, at sixteen spaces for the most.
  for (const [area, spaces] of [
    ["North", 14],
    ["South", 16],
  ] as const)
    expect(words).toMatch(new RegExp(`\\|${area}(?:\\|[^|]+){6}\\|\\u00A0{${spaces}}\\|`));
  expect(words).toContain("|Introduction|Another beginning &amp; &lt;end&gt;.|");
  expect(words).toContain("|What we ask of the board|Two posts.|");
  expect(words).not.toContain("What we did");
});

test("the duty to report leads to the report, and the report to recording it [H04] [C27]", async () => {
  const named = await as("named.eastmere");
  const { body } = await named.open(at);
  expect(body).toContain('href="/standing-duties/997/annual-report"');
  expect(plain(body)).toMatch(/Record that it was reported , due on \d+ \w+ 2027\./);
  expect((await named.open("/standing-duties/997/annual-report")).body).toContain('href="/annual-report"');
});

test("the report and the form of its text are read on a desk and on a phone [H04]", async () => {
  const { token } = await as("named.eastmere");
  await lookAt({
    ...{ address: site.address, token, plain: true },
    pages: { "annual-report": at, "annual-report-texts": `/annual-report/texts?year=${year}` },
  });
}, 90_000);
