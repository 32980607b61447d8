import { schoolYearOf } from "../children/index.ts";
import { testNhsNumbers } from "./agency-lists.ts";
import { type MarkPatterns, markPatterns, openDaysOf, weeksBefore } from "./attendance-list.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { type DayNumber, dayNumberAt, dayNumberOf } from "./county-days.ts";
import type { FamilyPlan } from "./families.ts";
import { namePools } from "./name-pools.ts";
import { schoolsOf, writePlaces, writeTermDates } from "./place-lists.ts";
import { type CalendarStretch, firstSchoolDayOf, ownTermsOf, termsOf } from "./school-terms.ts";
import type { CountyNow } from "./schooling.ts";
import { plannedSchools } from "./schools.ts";
import { type UpnBook, upnBook } from "./upn-book.ts";

/** Everything about a county that families are written with. */
export type County = {
  now: CountyNow;
  plan: FamilyPlan;
  upns: UpnBook;
  nhsNumber: () => string;
  patterns: MarkPatterns;
  /** For the lists that came later: drawn from the families' own, they would have changed all other files. */
  provision: Chance;
  /** The Mondays that attendance is written for, and the open days of each school in those weeks. */
  mondays: DayNumber[];
  openDays: ReadonlyMap<string, boolean[][]>;
};

/** Plans a county of so many children on a day and writes its places and term dates. */
export async function countyOf(
  children: number,
  seed: string,
  today: Temporal.PlainDate,
  out: string,
): Promise<County> {
  const { origins, streets } = await namePools(chanceFrom(seed, "names"));
  const authorities = plannedSchools(children, streets, chanceFrom(seed, "schools"));
  // Until pupils are back in September the old school year goes on.
  const september = schoolYearOf(today);
  const year = dayNumberOf(today) < firstSchoolDayOf(september) ? september - 1 : september;
  writePlaces(out, authorities);

  // From two years back, for attendance, to next summer and the one after: a calendar that ends early is an error.
  const years = [year - 1, year, year + 1];
  const shared = years.flatMap(termsOf);
  const terms = new Map<string, CalendarStretch[]>(
    authorities.map(({ authority }) => [authority.laCode, shared]),
  );
  const chance = chanceFrom(seed, "terms");
  const mondays = weeksBefore(dayNumberOf(today), shared);
  const openDays = new Map<string, boolean[][]>();
  for (const school of authorities.flatMap(schoolsOf)) {
    const own = chance.happens(0.15) ? years.flatMap((one) => ownTermsOf(one, chance)) : undefined;
    if (own) terms.set(school.laestab, own);
    openDays.set(school.laestab, openDaysOf(mondays, own ?? shared));
  }
  writeTermDates(out, terms);

  const schools = authorities.flatMap(schoolsOf).length;
  return {
    now: {
      today: dayNumberOf(today),
      year,
      authorities,
      firstDay: once(firstSchoolDayOf),
      lastDay: once((one) => Math.max(...termsOf(one).map(({ ends }) => ends))),
    },
    plan: {
      origins,
      streets,
      authorities,
      // Year 11 to the year below Reception.
      firstBorn: dayNumberAt(year - 16, 9, 1),
      lastBorn: dayNumberAt(year - 3, 8, 31),
      today: dayNumberOf(today),
    },
    upns: upnBook(schools, year - 20),
    nhsNumber: testNhsNumbers(),
    patterns: markPatterns(chanceFrom(seed, "marks")),
    provision: chanceFrom(seed, "provision"),
    mondays,
    openDays,
  };
}

/** Works the day of each year out only once. */
function once(dayIn: (year: number) => DayNumber): (year: number) => DayNumber {
  const known = new Map<number, DayNumber>();
  return (year) => {
    const day = known.get(year) ?? dayIn(year);
    known.set(year, day);
    return day;
  };
}
