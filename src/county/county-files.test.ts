import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nhsNumberFaultOf, readPostcode, upnFaultOf, upnParts } from "../children/index.ts";
import { storySchools, writeCounty } from "./index.ts";

type Row = Record<string, string>;

const out = mkdtempSync(join(tmpdir(), "county-"));
const files = new Map<string, Row[]>();
const rowsOf = (name: string): Row[] => files.get(`${name}.csv`) ?? [];
const today = "2026-11-23";

beforeAll(async () => {
  await writeCounty({ children: 6000, seed: "3", out });
  for (const name of readdirSync(out).filter((file) => file.endsWith(".csv"))) {
    files.set(name, parse(readFileSync(join(out, name)), { columns: true, recordDelimiter: "\r\n" }));
  }
});
afterAll(() => rmSync(out, { recursive: true }));

/** Every cell of a column, in every file that has it. */
function cells(column: RegExp): string[] {
  const found = [...files.values()].flatMap((rows) =>
    rows.flatMap((row) =>
      Object.keys(row)
        .filter((key) => column.test(key))
        .map((key) => row[key] ?? ""),
    ),
  );
  const filled = found.filter((cell) => cell !== "");
  expect(filled.length).toBeGreaterThan(100);
  return [...new Set(filled)];
}

describe("nobody can take these files for real ones", () => {
  test("every UPN has its check letter and an authority code that no real authority has", () => {
    const wrong = (upn: string) => upnFaultOf(upn) || !["997", "998"].includes(upnParts(upn)?.laCode ?? "");
    expect(cells(/UPN$/).filter(wrong)).toEqual([]);
  });

  test("every postcode has a postcode's shape and an area that does not exist", () => {
    const wrong = (postcode: string) => readPostcode(postcode) !== postcode || !/^(EA|WE)\d/.test(postcode);
    expect(cells(/Postcode$/).filter(wrong)).toEqual([]);
  });

  test("every phone number is one kept free for drama", () => {
    expect(cells(/Phone$/).filter((phone) => !/^(07700 900|01632 960)\d{3}$/.test(phone))).toEqual([]);
  });

  test("every NHS number passes its check and is from the test range", () => {
    const wrong = (number: string) => nhsNumberFaultOf(number) || !number.startsWith("999");
    expect(cells(/NHSNumber/).filter(wrong)).toEqual([]);
  });

  test("every school's URN starts with 9, its number with its authority, and the folder says synthetic", () => {
    const schools = rowsOf("schools");
    for (const school of schools) {
      expect(school.URN).toMatch(/^9\d{5}$/);
      expect(school.LAESTAB?.startsWith(school.LACode ?? "?")).toBe(true);
    }
    expect(new Set(schools.map(({ Name }) => Name)).size).toBe(schools.length);
    expect(readFileSync(join(out, "README.txt"), "utf8")).toMatch(/^SYNTHETIC/);
  });
});

describe("the truth agrees with the files", () => {
  test("every row of every list belongs to exactly one child", () => {
    const claimed: string[] = [];
    for (const run of rowsOf("truth").flatMap(({ Rows }) => Rows?.split(" ").filter(Boolean) ?? [])) {
      const [file = "", lines = ""] = run.split(":");
      const [first = 0, last = first] = lines.split("-").map(Number);
      for (let line = first; line <= last; line++) claimed.push(`${file}:${line}`);
    }
    expect(new Set(claimed).size).toBe(claimed.length);
    const lists = [...files].filter(([name]) => !/^(truth|authorities|areas|schools|term-dates)/.test(name));
    expect(claimed.length).toBe(lists.reduce((sum, [, rows]) => sum + rows.length, 0));
  });

  test("a child who truly misses education is on no roll as a current pupil; one at school is", () => {
    const wrong = rowsOf("truth").filter((child) => {
      const current = rollRowsOf(child).filter(({ LeavingDate }) => LeavingDate === "");
      const missing = child.State === "missing education";
      if ((child.MissingEducation === "yes") !== missing) return true;
      return child.State === "at school"
        ? !current.some(({ LAESTAB }) => LAESTAB === child.AtLAESTAB)
        : current.length > 0;
    });
    expect(wrong).toEqual([]);
  });

  test("a child who truly misses education has a reason and a day since when, not after today", () => {
    for (const child of rowsOf("truth").filter(({ MissingEducation }) => MissingEducation === "yes")) {
      expect(child.Why).not.toBe("");
      expect(child.Since).toMatch(/^20\d\d-/);
      expect((child.Since ?? "") < today).toBe(true);
    }
  });

  test("twins share a birthday and not a forename; brothers and sisters name one another", () => {
    const truth = new Map(rowsOf("truth").map((child) => [child.ChildId, child]));
    const named = (ids = ""): Row[] =>
      ids
        .split(" ")
        .map((id) => truth.get(id))
        .filter((row) => row !== undefined);
    for (const child of truth.values()) {
      for (const sibling of named(child.Siblings)) {
        if (sibling.FamilyId !== child.FamilyId || !named(sibling.Siblings).includes(child)) {
          expect.fail(`${child.ChildId} and ${sibling.ChildId} are not each other's siblings`);
        }
      }
      for (const twin of named(child.Twins)) {
        expect([twin.DOB, twin.Forename === child.Forename]).toEqual([child.DOB, false]);
      }
    }
  });

  test("an excluded child truly misses education only where the exclusion is permanent and nothing new has begun [B07]", () => {
    const excluded = new Set(
      rowsOf("truth")
        .filter(({ Why }) => Why === "permanently excluded")
        .map(({ UPN }) => UPN),
    );
    const rows = rowsOf("exclusions");
    const permanent = rows.filter(({ Kind, UPN }) => Kind === "permanent" && UPN);
    expect(permanent.length).toBeGreaterThan(0);
    const nothingNew = permanent.filter(({ ProvisionFrom }) => !ProvisionFrom);
    expect(nothingNew.filter(({ UPN }) => !excluded.has(UPN))).toEqual([]);
    expect(new Set(rows.map(({ Kind }) => Kind)).has("suspension")).toBe(true);
    expect(rows.filter(({ StartsOn = "" }) => StartsOn > today)).toEqual([]);
  });

  test("every place in alternative provision has its hours, and every pupil of an independent school a school [B07] [A04]", () => {
    const places = rowsOf("alternative-provision");
    expect(places.length).toBeGreaterThan(10);
    const wrong = places.filter(
      ({ HoursAWeek, StartsOn = "" }) => !(Number(HoursAWeek) > 0) || StartsOn > today,
    );
    expect(wrong).toEqual([]);
    const pupils = rowsOf("independent-schools");
    expect(pupils.length).toBeGreaterThan(100);
    expect(pupils.filter(({ LAESTAB = "" }) => !/^99[78]6/.test(LAESTAB))).toEqual([]);
  });

  test("no list knows the future", () => {
    const wrong = rowsOf("rolls").filter(
      ({ StartDate = "", LeavingDate = "" }) =>
        StartDate > today || LeavingDate > today || (LeavingDate && StartDate > LeavingDate),
    );
    expect(wrong).toEqual([]);
    expect(rowsOf("attendance").filter(({ Marks = "" }) => !/^[/\\LMIOCGN#-]{10}$/.test(Marks))).toEqual([]);
  });
});

describe("children with a story", () => {
  const moved = () =>
    rowsOf("truth").filter(({ Story }) => Story?.startsWith("moved to the other authority"));

  test("at least five pupils of the first school are on roll across the border under another spelling", () => {
    const first = moved().filter(at("AtLAESTAB", storySchools.westholme.primary));
    expect(first.length).toBeGreaterThanOrEqual(5);
    for (const child of first) {
      const [here] = rollRowsOf(child).filter(at("LAESTAB", storySchools.eastmere.primary));
      const [there] = rollRowsOf(child).filter(at("LAESTAB", storySchools.westholme.primary));
      expect(here?.LeavingDate).toBe("");
      expect(there?.LeavingDate).toBe("");
      expect(there?.DOB).toBe(here?.DOB);
      expect(there?.Surname).not.toBe(here?.Surname);
      expect(here?.UPN).toBe(child.UPN);
      expect(there?.UPN).toBe("");
    }
  });

  test("each who moved stands in the old authority's applications under another spelling, for its officer to find", () => {
    const wished = rowsOf("admissions-applications");
    for (const child of moved()) {
      const [here] = rollRowsOf(child);
      const found = wished.filter(
        ({ DOB, Forename, LACode, Status }) =>
          DOB === child.DOB &&
          Forename === child.Forename &&
          LACode === here?.LAESTAB?.slice(0, 3) &&
          Status === "being considered",
      );
      expect(found).toHaveLength(1);
      expect(found[0]?.Surname).not.toBe(child.Surname);
      expect(found[0]?.UPN).toBe("");
    }
  });

  test("a child on two rolls is marked absent at the first since the move", () => {
    for (const child of moved()) {
      const weeks = rowsOf("attendance").filter((row) => row.UPN === child.UPN);
      expect(weeks.at(-1)?.Marks).toBe("OOOOOOOOOO");
    }
  });

  const at = (column: string, laestab: string) => (row: Row) => row[column] === laestab;
});

describe("the county resembles a real one", () => {
  const share = (rows: Row[], holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length;

  test.each([
    ["missing education, half a percent", (row: Row) => row.MissingEducation === "yes", 0.002, 0.009],
    [
      "educated at home, one and a half percent",
      (row: Row) => row.State === "educated at home",
      0.007,
      0.025,
    ],
    ["a twin, two to three percent", (row: Row) => row.Twins !== "", 0.015, 0.045],
    ["with a brother or sister in the county", (row: Row) => row.Siblings !== "", 0.6, 0.8],
  ])("children: %s", (_, holds, least, most) => {
    const of = share(rowsOf("truth"), holds);
    expect(of).toBeGreaterThan(least);
    expect(of).toBeLessThan(most);
  });

  test("some five to six in a hundred pupils changed school in the year", () => {
    const joiners = rowsOf("joiners-and-leavers").filter(({ Event }) => Event === "joined");
    const of = joiners.length / rowsOf("truth").length;
    expect(of).toBeGreaterThan(0.03);
    expect(of).toBeLessThan(0.075);
  });

  test("six to seven in a hundred sessions are missed", () => {
    const marks = rowsOf("attendance")
      .map((row) => row.Marks ?? "")
      .join("");
    const missed = marks.replace(/[^IOCGNM]/g, "").length / marks.replace(/[#-]/g, "").length;
    expect(missed).toBeGreaterThan(0.055);
    expect(missed).toBeLessThan(0.075);
  });

  test("the health list and the rolls spell about one name in eight differently", () => {
    const health = rowsOf("health-list");
    const different = rowsOf("truth").filter((child) => {
      const [, line] = /health-list\.csv:(\d+)/.exec(child.Rows ?? "") ?? [];
      const row = line ? health[Number(line) - 2] : undefined;
      const [roll] = rollRowsOf(child);
      return (
        row && roll && `${row.Forename} ${row.Surname}` !== `${roll.Forename} ${roll.Surname}`.toUpperCase()
      );
    });
    const of = different.length / health.length;
    expect(of).toBeGreaterThan(0.08);
    expect(of).toBeLessThan(0.25);
  });
});

function rollRowsOf(child: Row): Row[] {
  return [...(child.Rows ?? "").matchAll(/rolls\.csv:(\d+)(?:-(\d+))?/g)].flatMap(([, first, last]) =>
    rowsOf("rolls").slice(Number(first) - 2, Number(last ?? first) - 1),
  );
}
