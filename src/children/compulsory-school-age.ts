/** The first and the last day on which a child is of compulsory school age, both included. */
export type CompulsorySchoolAge = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/** Education Act 1996 s8 and its order: a child of five starts on the next of these days. */
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
  const fifthBirthday = dateOfBirth.add({ years: 5 });
  const starts = prescribedDays.map((day) => Temporal.PlainDate.from({ year: fifthBirthday.year, ...day }));
  const from = starts.find((day) => Temporal.PlainDate.compare(day, fifthBirthday) >= 0);
  if (!from) throw new RangeError("31 December is a prescribed day, so each birthday has one after it");
  return { from, until: lastFridayInJune(schoolYearOf(dateOfBirth) + 17) };
}

/** Whether the child is of compulsory school age on the day. */
export function isOfCompulsorySchoolAge(dateOfBirth: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const { from, until } = compulsorySchoolAgeOf(dateOfBirth);
  return Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, until) <= 0;
}

/** The year in which the school year (1 September to 31 August) that holds the day began. */
export function schoolYearOf(day: Temporal.PlainDate): number {
  return day.month >= 9 ? day.year : day.year - 1;
}

/** The school leaving date of a calendar year. */
export function lastFridayInJune(year: number): Temporal.PlainDate {
  const lastDay = Temporal.PlainDate.from({ year, month: 6, day: 30 });
  return lastDay.subtract({ days: (lastDay.dayOfWeek + 2) % 7 });
}
