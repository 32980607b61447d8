import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { recordFact, workOutByNewTerms } from "../cases/index.ts";
import { perform } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { importTerms } from "./import-terms.ts";
import { readTermsFile } from "./read-terms-file.ts";
import { termFile } from "./term-files.store.ts";
import { faultInWords } from "./terms-words.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
});
afterAll(() => db.end());
beforeEach(async () => {
  await db.owner.query("delete from terms where school_id is not null; delete from pgboss.job");
});

const csv = (...rows: string[]) => ["Code,Kind,Starts,Ends", ...rows, ""].join("\n");

async function send(who: string, content: string, code?: string) {
  const path = join(mkdtempSync(join(tmpdir(), "keepsight-terms-")), "terms.csv");
  writeFileSync(path, content);
  const viewer = await db.who(who);
  const read = await readTermsFile(path);
  const id = await perform(
    db.keepsight,
    { viewer, act: "import-terms", request: "test" },
    async (context) => {
      const made = await importTerms(context, db.keepsight.jobs, { fileName: "terms.csv", read, code });
      return { made, file: await termFile(context.database, made) };
    },
  );
  const { added = 0, removed = 0, same = 0, faults = [] } = id.file ?? {};
  return { counts: [added, removed, same], faults: faults.map((fault) => faultInWords("Row", fault)) };
}

async function termsOf(laestab: string | null): Promise<string[]> {
  const { rows } = await db.owner.query(
    `select kind || ' ' || starts_on || ' ' || ends_on as span from terms left join schools on schools.id = school_id
     where terms.authority_id = (select id from authorities where name = 'Eastmere') and laestab is not distinct from $1
     order by starts_on, kind`,
    [laestab],
  );
  return rows.map(({ span }) => span);
}

const year = [
  "9972001,term,2026-09-02,2026-12-18",
  "9972001,half-term,2026-10-26,2026-10-30",
  "9972001,term,2027-01-05,2027-03-25",
];

test("a school's file brings its terms, and the same file again changes nothing [C18 partly]", async () => {
  const first = await send("school.eastmere", csv(...year));
  expect(first.faults).toEqual([]);
  const after = await termsOf("9972001");
  expect(after.slice(-3)).toEqual([
    "term 2026-09-02 2026-12-18",
    "half-term 2026-10-26 2026-10-30",
    "term 2027-01-05 2027-03-25",
  ]);
  expect((await send("school.eastmere", csv(...year))).counts).toEqual([0, 0, 3]);
  expect(await termsOf("9972001")).toEqual(after);
});

test("with its first own dates a school keeps its authority's up to then, by which its past was counted [C18 partly]", async () => {
  await send("school.eastmere", csv("9972001,term,2027-01-04,2027-03-25"));
  const own = await termsOf("9972001");
  const authoritys = (await termsOf(null)).filter((span) => span.slice(16) < "2027-01-04");
  expect(own).toEqual([...authoritys, "term 2027-01-04 2027-03-25"]);
});

test("a corrected file takes the place of what it said before: moved days go, the rest stays [C18 partly]", async () => {
  await send("data.eastmere", csv(...year, "9972001,inset,2026-11-20,2026-11-20"));
  const corrected = csv(
    "9972001,term,2026-09-03,2026-12-18",
    "9972001,half-term,2026-10-19,2026-10-30",
    "9972001,term,2027-01-05,2027-03-25",
  );
  expect((await send("data.eastmere", corrected)).counts).toEqual([2, 3, 1]);
  expect((await termsOf("9972001")).slice(-3)).toEqual([
    "term 2026-09-03 2026-12-18",
    "half-term 2026-10-19 2026-10-30",
    "term 2027-01-05 2027-03-25",
  ]);
});

test("a file with a day alone adds it and takes nothing out [C18 partly]", async () => {
  await send("data.eastmere", csv(...year));
  expect((await send("data.eastmere", csv("9972001,closure,2026-11-20,2026-11-20"))).counts).toEqual([
    1, 0, 0,
  ]);
  expect(await termsOf("9972001")).toContain("half-term 2026-10-26 2026-10-30");
});

test("a closure stays when a file of the school year does not speak of it: snow stands in no calendar [C18 partly]", async () => {
  await send("data.eastmere", csv(...year, "9972001,closure,2026-11-20,2026-11-20"));
  expect((await send("data.eastmere", csv(...year))).counts).toEqual([0, 0, 3]);
  expect(await termsOf("9972001")).toContain("closure 2026-11-20 2026-11-20");
});

test("dates that overlap are refused with the mend, the good rows come in and nothing is taken out", async () => {
  await send("data.eastmere", csv(...year));
  const { counts, faults } = await send(
    "data.eastmere",
    csv(
      "9972001,term,2026-09-03,2026-12-18",
      "9972001,term,2026-12-01,2027-02-12",
      "9972001,term,2027-04-12,2027-07-21",
      "9972001,term,2027-07-21,2027-04-12",
    ),
  );
  expect(counts).toEqual([1, 0, 0]);
  expect(faults).toEqual([
    "Row 2, Starts: Thursday 3 September 2026 to Friday 18 December 2026 overlaps number 3 of the file, Tuesday 1 December 2026 to Friday 12 February 2027. Make one end before the other starts, or take one out.",
    "Row 3, Starts: Tuesday 1 December 2026 to Friday 12 February 2027 overlaps number 2 of the file, Thursday 3 September 2026 to Friday 18 December 2026. Make one end before the other starts, or take one out.",
    "Row 5, Ends: It ends on 2027-04-12, before it starts on 2027-07-21. Write the first day as the start and the last as the end.",
  ]);
  expect(await termsOf("9972001")).toContain("half-term 2026-10-26 2026-10-30");
});

test("a school's officer sends its own school's dates and no others; a data officer those of the authority [G04]", async () => {
  const foreign = csv(
    "9972002,term,2027-01-05,2027-03-25",
    "997,term,2027-09-02,2027-12-17",
    "9982001,term,2027-01-05,2027-03-25",
  );
  const refused = await send("school.eastmere", foreign);
  expect(refused.counts).toEqual([0, 0, 0]);
  expect(refused.faults).toHaveLength(3);
  expect(refused.faults[0]).toBe(
    "Row 2, Code: '9972002' is no school or council whose term dates you may send. Check the LAESTAB, seven digits without a stroke, or ask your council's data officer to send them.",
  );
  const sent = await send("data.eastmere", foreign);
  expect(sent.faults).toHaveLength(1);
  expect(await termsOf(null)).toContain("term 2027-09-02 2027-12-17");
  await expect(send("cme.eastmere", foreign)).rejects.toThrow(NotAllowed);
});

test("rows that name no place are of the place chosen beside the file, or refused", async () => {
  const nameless = csv(",term,2027-01-05,2027-03-25");
  expect((await send("data.eastmere", nameless)).faults).toEqual([
    "Row 2, Code: It does not say whose dates these are. Write a school's LAESTAB or the council's code, or choose whose file it is.",
  ]);
  expect((await send("data.eastmere", nameless, "9972001")).faults).toEqual([]);
  expect(await termsOf("9972001")).toContain("term 2027-01-05 2027-03-25");
});

test("open cases counted by changed dates are worked out anew by a job, past the minute for which calendars are kept [C18 partly]", async () => {
  const kase = await caseAtAddress(db, { forename: "Enid", surname: "Garrow" });
  db.setNow("2026-11-09T10:00:00Z");
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, kase.caseId, {
      kind: "removed-from-roll",
      details: { schoolName: "Ashfield Primary School", ground: null },
    }),
  );
  const owed = async () =>
    (
      await db.owner.query(
        "select due_at::date::text as due, why from obligations where case_id = $1 and obligation = 'send-cme1'",
        [kase.caseId],
      )
    ).rows[0];
  const { due } = await owed();
  expect(due).toBe("2026-11-23");
  await send("school.eastmere", csv(...year, "9972001,closure,2026-11-16,2026-11-18"));
  const { rows } = await db.owner.query("select data, start_after - created_on as wait from pgboss.job");
  expect(rows.map(({ wait }) => String(wait.seconds + 60 * (wait.minutes ?? 0)))).toEqual(["90"]);
  db.setNow("2026-11-09T10:01:30Z");
  const context = {
    database: db.ownerDatabase,
    procedures: db.keepsight.procedures,
    now: db.keepsight.now(),
  };
  expect(await workOutByNewTerms(context, rows[0].data)).toBe(1);
  expect((await owed()).due).toBe("2026-11-26");
});

test("a case with a deadline that the new dates do not reach stays as it was and holds up no other", async () => {
  const [beyond, within] = [
    await caseAtAddress(db, { forename: "Silas", surname: "Garrow" }),
    await caseAtAddress(db, { forename: "Nerys", surname: "Garrow" }),
  ];
  db.setNow("2026-12-02T10:00:00Z");
  const viewer = await db.who("cme.eastmere");
  for (const { caseId } of [beyond, within])
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFact(context, caseId, {
        kind: "removed-from-roll",
        details: { schoolName: "Ashfield Primary School", ground: null },
        happenedAt: Temporal.Instant.from(
          caseId === beyond.caseId ? "2026-12-01T09:00Z" : "2026-11-03T10:30Z",
        ),
      }),
    );
  const due = async ({ caseId }: { caseId: number }) =>
    (
      await db.owner.query(
        "select due_at::date::text as due from obligations where case_id = $1 and obligation = 'send-cme1'",
        [caseId],
      )
    ).rows[0].due;
  expect([await due(beyond), await due(within)]).toEqual(["2026-12-15", "2026-11-17"]);
  await send(
    "school.eastmere",
    csv("9972001,term,2026-11-02,2026-12-02", "9972001,closure,2026-11-04,2026-11-04"),
  );
  const { rows } = await db.owner.query("select data from pgboss.job");
  db.setNow("2026-12-02T10:01:30Z");
  const { procedures } = db.keepsight;
  await workOutByNewTerms({ database: db.ownerDatabase, procedures, now: db.keepsight.now() }, rows[0].data);
  expect([await due(beyond), await due(within)]).toEqual(["2026-12-15", "2026-11-18"]);
});

test("the same file gives nobody work to do again", async () => {
  await send("data.eastmere", csv(...year));
  await db.owner.query("delete from pgboss.job");
  await send("data.eastmere", csv(...year));
  expect((await db.owner.query("select count(*)::int as jobs from pgboss.job")).rows).toEqual([{ jobs: 0 }]);
});

test("two files at once wait for each other: their terms never overlap", async () => {
  await Promise.all([
    send("data.eastmere", csv("9972001,term,2027-01-05,2027-03-25")),
    send("school.eastmere", csv("9972001,term,2027-01-04,2027-03-24")),
  ]);
  const springs = (await termsOf("9972001")).filter((span) => span.startsWith("term 2027"));
  expect(springs).toHaveLength(1);
});
