/** The versions that are read on a day: the school year's own, which is written, and the one before. */
export type Versions = { current: string; previous: string; academicYear: string };

/**
 * The versions of a day. A version is named after the school year in which it is used, and both turn on 1 August.
 * That version 26 exists follows from the rule; it has not been seen.
 */
export function versionsOn(day: Temporal.PlainDate): Versions {
  const year = day.month >= 8 ? day.year : day.year - 1;
  return {
    current: `${year % 100}.0`,
    previous: `${(year - 1) % 100}.0`,
    academicYear: String(year),
  };
}
