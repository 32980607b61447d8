import { schoolYearOf } from "../../children/index.ts";
import { dayInWords } from "../../web/design/words.ts";

/** A year that is reported of, by the year in which it begins. */
export type AnnualYear = { kind: "school" | "calendar"; year: number };

const yearsBack = 5;

/** The year as an address and a row name it: "school-2025". */
export function keyOf({ kind, year }: AnnualYear): string {
  return `${kind}-${year}`;
}

/** The years of which a report can be made on a day: of each kind the one under way and those before it, the latest first. [H04] */
export function yearsOffered(today: Temporal.PlainDate): AnnualYear[] {
  const back = Array.from({ length: yearsBack + 1 }, (_, years) => years);
  return [
    ...back.map((years): AnnualYear => ({ kind: "school", year: schoolYearOf(today) - years })),
    ...back.map((years): AnnualYear => ({ kind: "calendar", year: today.year - years })),
  ];
}

/** The last school year that is over. */
export function lastSchoolYear(today: Temporal.PlainDate): AnnualYear {
  return { kind: "school", year: schoolYearOf(today) - 1 };
}

export function yearBefore({ kind, year }: AnnualYear): AnnualYear {
  return { kind, year: year - 1 };
}

/** Its first and its last day. */
export function daysOf({ kind, year }: AnnualYear): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const from = Temporal.PlainDate.from({ year, month: kind === "school" ? 9 : 1, day: 1 });
  return { from, to: from.add({ years: 1 }).subtract({ days: 1 }) };
}

/** "School year 2025 to 2026", "Calendar year 2025". */
export function yearInWords({ kind, year }: AnnualYear): string {
  return kind === "school" ? `School year ${year} to ${year + 1}` : `Calendar year ${year}`;
}

/** The year as the head of a column: "2025 to 2026", "2025". */
export function shortYear({ kind, year }: AnnualYear): string {
  return kind === "school" ? `${year} to ${year + 1}` : String(year);
}

/** Its days in words; of a year that is not over, until today. */
export function spanInWords(year: AnnualYear, today: Temporal.PlainDate): string {
  const { from, to } = daysOf(year);
  return isUnderWay(year, today)
    ? `From ${dayInWords(from)}. The year is not over: this is how it stands on ${dayInWords(today)}.`
    : `From ${dayInWords(from)} to ${dayInWords(to)}.`;
}

/** If the year is not over yet. */
export function isUnderWay(year: AnnualYear, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(today, daysOf(year).to) <= 0;
}
