import { z } from "zod";

/** The school year that an address asks for, by the year in which it began; undefined where it asks for none. */
export const yearAsked = z.coerce.number().int().min(2006).max(2100).optional().catch(undefined);

/** The first and the last day of a school year, by the year in which it began. */
export function schoolYearDays(year: number): { from: Temporal.PlainDate; until: Temporal.PlainDate } {
  return {
    from: Temporal.PlainDate.from({ year, month: 9, day: 1 }),
    until: Temporal.PlainDate.from({ year: year + 1, month: 8, day: 31 }),
  };
}

/** A school year by the year in which it began: "1 September 2026 to 31 August 2027". */
export function schoolYearInWords(year: number): string {
  return `1 September ${year} to 31 August ${year + 1}`;
}

/** The school years that an inspector may ask for: an entry of a register is kept for six (SI 2024/208). The latest first. */
export function yearsKept(thisYear: number): number[] {
  return Array.from({ length: 7 }, (_, back) => thisYear - back);
}
