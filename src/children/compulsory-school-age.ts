/** The first and the last day on which a child is of compulsory school age, both included. */
export type CompulsorySchoolAge = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/** Education Act 1996 s8 and its order: a child of five starts on the next of these days, each the last of its month. */
const prescribedDays = [
  { month: 3, day: 31 },
  { month: 8, day: 31 },
  { month: 12, day: 31 },
];

/**
 * When compulsory school age begins (the fifth birthday if that is a prescribed day, else the next one) and ends
 * (the last Friday in June of the school year in which the child turns 16).
 */
export function compulsorySchoolAgeOf(dateOfBirth: Temporal.PlainDate): CompulsorySchoolAge {
  const starts = prescribedDays.find(({ month }) => dateOfBirth.month <= month);
  if (!starts) throw new RangeError("31 December is a prescribed day, so each birthday has one after it");
  const from = Temporal.PlainDate.from({ year: dateOfBirth.year + 5, ...starts });
  return { from, until: lastFridayInJune(schoolYearOf(dateOfBirth) + 17) };
}

/** Whether the child is of compulsory school age on the day. */
export function isOfCompulsorySchoolAge(dateOfBirth: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const { from, compulsoryUntil } = birthdays.get(day) ?? schoolBirthdaysOn(day);
  birthdays.set(day, { from, compulsoryUntil });
  return (
    Temporal.PlainDate.compare(from, dateOfBirth) <= 0 &&
    Temporal.PlainDate.compare(dateOfBirth, compulsoryUntil) <= 0
  );
}

/** A list asks of each of thousands of children on one day. */
const birthdays = new WeakMap<
  Temporal.PlainDate,
  { from: Temporal.PlainDate; compulsoryUntil: Temporal.PlainDate }
>();

/** Birthdays from the first to the last, both included. */
export type Birthdays = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/**
 * On which days the children were born whom schools are for on a day: from Reception, which they reach before compulsory
 * school age, to the last day of it; and the last birthday with which one is of compulsory school age already. [A07] [B01]
 */
export function schoolBirthdaysOn(
  day: Temporal.PlainDate,
): Birthdays & { compulsoryUntil: Temporal.PlainDate } {
  const year = schoolYearOf(day);
  const hasLeft = Temporal.PlainDate.compare(day, lastFridayInJune(year + 1)) > 0;
  const prescribed = [day.year - 1, day.year].flatMap((one) =>
    prescribedDays.map((prescribedDay) => Temporal.PlainDate.from({ year: one, ...prescribedDay })),
  );
  const passed = prescribed.findLast((one) => Temporal.PlainDate.compare(one, day) <= 0);
  if (!passed) throw new RangeError("A year has prescribed days, so one of the last year has passed");
  return {
    from: Temporal.PlainDate.from({ year: year - (hasLeft ? 15 : 16), month: 9, day: 1 }),
    until: Temporal.PlainDate.from({ year: year - 4, month: 8, day: 31 }),
    compulsoryUntil: passed.subtract({ years: 5 }),
  };
}

/** The year in which the school year (1 September to 31 August) that holds the day began. */
export function schoolYearOf(day: Temporal.PlainDate): number {
  return day.month >= 9 ? day.year : day.year - 1;
}

/** The school leaving date of a calendar year. */
export function lastFridayInJune(year: number): Temporal.PlainDate {
  const known = lastFridays.get(year);
  if (known) return known;
  const lastDay = Temporal.PlainDate.from({ year, month: 6, day: 30 });
  const friday = lastDay.subtract({ days: (lastDay.dayOfWeek + 2) % 7 });
  lastFridays.set(year, friday);
  return friday;
}

/** There are few, and lists ask for those of each child. */
const lastFridays = new Map<number, Temporal.PlainDate>();
