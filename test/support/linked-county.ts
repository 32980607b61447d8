import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { writeCounty } from "../../src/county/index.ts";
import { importCountyPlaces, importFile } from "../../src/feeds/index.ts";
import type { TestDatabase } from "./database.ts";

/** A row of a list as the database has it, with who it truly is about and whom it is held to mean. */
export type RowJudged = {
  entryId: number;
  authority: string;
  list: string;
  childId: number | null;
  isRight: boolean;
  isKnown: boolean;
};
export type LinkedCounty = {
  /** Every row of the lists that is told by a number of its own, judged by the truth that no real feed brings. */
  rowsJudged: () => Promise<RowJudged[]>;
  forget: () => void;
};

/** What tells the rows of a list apart in its file, which is how list_entries has them too. */
const numbered: Record<string, { list: string; key: string }> = {
  "health-list": { list: "health", key: "NHSNumber" },
  "admissions-applications": { list: "admissions-application", key: "ApplicationReference" },
  "admissions-offers": { list: "admissions-offer", key: "OfferReference" },
  "home-education": { list: "home-education", key: "UPN" },
  "police-missing": { list: "police-missing", key: "PoliceReference" },
  "other-authority-notices": { list: "other-authority-notice", key: "NoticeReference" },
};

/** Takes an invented county's lists into a test's database. */
export async function linkedCounty(
  database: TestDatabase,
  { children, seed }: { children: number; seed: string },
): Promise<LinkedCounty> {
  const folder = mkdtempSync(join(tmpdir(), "linked-county-"));
  const file = (name: string) => join(folder, `${name}.csv`);
  const records = (name: string): Record<string, string>[] =>
    parse(readFileSync(file(name), "utf8"), { columns: true, bom: true });
  await writeCounty({ children, seed, out: folder });
  await importCountyPlaces(database.ownerDatabase, folder);
  for (const list of ["rolls", ...Object.keys(numbered)])
    await importFile(database.keepsight, list, file(list));

  const personOf = new Map<string, string>();
  for (const { ChildId = "", Rows = "" } of records("truth"))
    for (const run of Rows.split(" ")) {
      const [name = "", lines = ""] = run.split(":");
      const [first = 0, last = first] = lines.split("-").map(Number);
      for (let line = first; line <= last; line++) personOf.set(`${name}:${line}`, ChildId);
    }
  const personsOf = (name: string, key: (row: Record<string, string>) => string) =>
    new Map(records(name).map((row, at) => [key(row), personOf.get(`${name}.csv:${at + 2}`) ?? ""]));
  const ofRows = new Map(
    Object.entries(numbered).flatMap(([name, { list, key }]) =>
      [...personsOf(name, (row) => row[key] ?? "")].map(
        ([number, person]) => [`${list} ${number}`, person] as const,
      ),
    ),
  );
  const ofPupils = personsOf(
    "rolls",
    ({ LAESTAB, UPN, Forename, Surname, DOB }) => `${LAESTAB} ${UPN || `${Forename} ${Surname} ${DOB}`}`,
  );

  return {
    rowsJudged: async () => {
      const rolls = await database.owner.query(
        `select laestab || ' ' || coalesce(upn, concat_ws(' ', forename, surname, date_of_birth)) as pupil, child_id, e.authority_id
         from list_entries e join schools s on s.id = school_id where list = 'school-roll'`,
      );
      const persons = new Map<number, Set<string>>();
      const known = new Set<string>();
      for (const { pupil, child_id, authority_id } of rolls.rows) {
        const person = ofPupils.get(pupil) ?? "";
        persons.set(child_id, (persons.get(child_id) ?? new Set()).add(person));
        known.add(`${authority_id} ${person}`);
      }
      const rows = await database.owner.query(
        "select e.id, code, authority_id, list, row_key, child_id from list_entries e join authorities a on a.id = authority_id where list <> 'school-roll' order by e.id",
      );
      return rows.rows.flatMap(({ id, code, authority_id, list, row_key, child_id }): RowJudged[] => {
        const person = ofRows.get(`${list} ${row_key}`);
        if (!person || !row_key) return [];
        return [
          {
            ...{ entryId: id, authority: code, list, childId: child_id },
            isRight: persons.get(child_id)?.has(person) ?? false,
            isKnown: known.has(`${authority_id} ${person}`),
          },
        ];
      });
    },
    forget: () => rmSync(folder, { recursive: true }),
  };
}
