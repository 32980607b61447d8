import { existsSync } from "node:fs";
import { join } from "node:path";
import { bankHolidaysOfEngland, type Calendars, type TermSpan, type Terms } from "../calendar/index.ts";
import { dayOfCounty } from "../county/index.ts";
import { csvRecords } from "../feeds/index.ts";

/** The places of a county in a folder: its schools, its term dates, and the days of which its lists tell. */
export type CountyPlaces = {
  folder: string;
  schools: ReadonlyMap<string, School>;
  calendars: Calendars;
  /** The first and the last day on which its lists know who left a school. */
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
};

type School = { laestab: string; name: string; phase: string; authority: string };

/** The folder holds no county; the message is one line and says the mend. */
export class NoCounty extends Error {}

const files = [
  "authorities",
  "schools",
  "term-dates",
  "truth",
  "rolls",
  "joiners-and-leavers",
  "admissions-offers",
];

/** Reads the places of a county that `keepsight county` wrote. Throws NoCounty where there is none. */
export async function countyPlaces(folder: string): Promise<CountyPlaces> {
  const until = dayOfCounty(folder);
  const missing = files.find((name) => !existsSync(join(folder, `${name}.csv`)));
  if (until === undefined || missing !== undefined)
    throw new NoCounty(
      `There is no county in ${folder}. Write one with: npx keepsight county --children 6000 --seed 1 --out ${folder}`,
    );
  const schools = new Map<string, School>();
  for await (const row of rowsOf(folder, "schools"))
    schools.set(row("LAESTAB"), {
      ...{ laestab: row("LAESTAB"), name: row("Name"), phase: row("Phase"), authority: row("LACode") },
    });
  return {
    folder,
    schools,
    calendars: await calendarsIn(folder, schools),
    from: until.subtract({ years: 1 }),
    until,
  };
}

/** The rows of a list of the county, one by one: a cell by the name of its column. */
export async function* rowsOf(folder: string, list: string): AsyncGenerator<(column: string) => string> {
  let places: Map<string, number> | undefined;
  for await (const cells of csvRecords(join(folder, `${list}.csv`), "utf-8")) {
    if (places === undefined) {
      places = new Map(cells.map((name, place) => [name, place]));
      continue;
    }
    const columns = places;
    yield (column) => cells[columns.get(column) ?? -1] ?? "";
  }
}

/** A code of three digits is an authority's, of seven a school's; either is the id by which calendars know it. */
async function calendarsIn(folder: string, schools: ReadonlyMap<string, School>): Promise<Calendars> {
  const spans = new Map<string, TermSpan[]>();
  for await (const row of rowsOf(folder, "term-dates")) {
    const list = spans.get(row("Code")) ?? [];
    const [from, until] = [Temporal.PlainDate.from(row("Starts")), Temporal.PlainDate.from(row("Ends"))];
    list.push({ from, until, kind: row("Kind") as TermSpan["kind"] });
    spans.set(row("Code"), list);
  }
  const termsOf = (length: number): Map<number, Terms> =>
    new Map(
      [...spans]
        .filter(([code]) => code.length === length)
        .map(([code, given]) => [
          Number(code),
          { called: schools.get(code)?.name ?? `authority ${code}`, spans: given },
        ]),
    );
  return { bankHolidays: bankHolidaysOfEngland, schools: termsOf(7), authorities: termsOf(3) };
}
