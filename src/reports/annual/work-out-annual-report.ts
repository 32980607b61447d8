import { authorityKnown, programsOwnPerson } from "../../access/index.ts";
import { startOf } from "../../calendar/index.ts";
import type { Keepsight } from "../../context.ts";
import { type Database, databaseFor } from "../../database/index.ts";
import { unofficialBySchool } from "../../exclusions/unofficial/index.ts";
import { signedReturns } from "../government-return/signed-returns.store.ts";
import { weeksOf } from "../overview.store.ts";
import { publishedUpTo } from "../published/published.store.ts";
import { termOfCensus } from "../published/published.ts";
import { casesReviewed, mostReviewed } from "../review/review.store.ts";
import { closedByOutcome, concernsDecided } from "./annual.store.ts";
import { isBlank, type Section, sectionsOf, type YearNumbers } from "./annual-report.ts";
import { type AnnualYear, daysOf, shortYear, yearBefore } from "./annual-year.ts";
import { besideEngland } from "./beside-england.ts";

/** A report of an authority's year as the records say it now. It counts every child, also one whom the viewer may not know of. [H04] */
export async function workOutAnnualReport(
  keepsight: Pick<Keepsight, "pool">,
  { authorityId, year, now }: { authorityId: number; year: AnnualYear; now: Temporal.Instant },
) {
  const personId = await programsOwnPerson(databaseFor(keepsight.pool, undefined));
  const database = databaseFor(keepsight.pool, personId);
  const numbersOf = (each: AnnualYear) => numbersOfYear(database, { authorityId, year: each, now });
  const [numbers, earlier, beside] = await Promise.all([
    numbersOf(year),
    numbersOf(yearBefore(year)),
    censusBesideEngland(database, authorityId, year),
  ]);
  const before = isBlank(earlier) ? undefined : earlier;
  const heads = [shortYear(year), ...(before ? [shortYear(yearBefore(year))] : [])];
  return { numbers, before, sections: [...sectionsOf({ now: numbers, before, heads }), ...beside] };
}

/** The latest return that was signed off of a census day in the year, beside what is published; nothing where there is none. */
async function censusBesideEngland(
  database: Database,
  authorityId: number,
  year: AnnualYear,
): Promise<Section[]> {
  const { from, to } = daysOf(year);
  const isWithin = (day: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0;
  const [signed, { code }] = await Promise.all([
    signedReturns(database, authorityId, mostReturns),
    authorityKnown(database, authorityId),
  ]);
  const latest = signed.find(({ censusOn }) => isWithin(censusOn));
  if (!latest) return [];
  const published = await publishedUpTo(database, { code, term: termOfCensus(latest.censusOn) });
  return published ? besideEngland(latest, published) : [];
}

/** Of the years that are offered no more are signed off. */
const mostReturns = 60;

async function numbersOfYear(
  database: Database,
  { authorityId, year, now }: { authorityId: number; year: AnnualYear; now: Temporal.Instant },
): Promise<YearNumbers> {
  const { from, to } = daysOf(year);
  const asked = { authorityId, from: startOf(from), until: startOf(to.add({ days: 1 })) };
  const [weeks, opened, outcomes, decisions, schools] = await Promise.all([
    weeksOf(database, authorityId, [from.subtract({ days: 1 }), to]),
    casesReviewed(database, { ...asked, now }),
    closedByOutcome(database, asked),
    concernsDecided(database, asked),
    unofficialBySchool(database, { authorityId, from, until: to }),
  ]);
  const sum = (of: (school: (typeof schools)[number]) => number) =>
    schools.reduce((all, school) => all + of(school), 0);
  // Of part of a year no number would be true.
  if (opened.length > mostReviewed)
    throw new Error("More cases were opened in the year than a report counts");
  return {
    ...{ openBefore: weeks[0]?.open ?? 0, openAfter: weeks[1]?.open ?? 0, opened, outcomes, decisions },
    unofficial: {
      ...{ reports: sum(({ reports }) => reports), talked: sum(({ talked }) => talked) },
      ...{ putRight: sum(({ putRight }) => putRight), notSo: sum(({ notSo }) => notSo) },
    },
  };
}
