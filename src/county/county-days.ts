/** A day as the number of days since 1 January 1970: cheap enough to reckon with for each of 300,000 children. */
export type DayNumber = number;

const firstDay = Temporal.PlainDate.from("1970-01-01");
const texts: string[] = [];

/** The number of a day. */
export function dayNumberOf(day: Temporal.PlainDate): DayNumber {
  return firstDay.until(day).days;
}

/** The day that a number stands for. */
export function dayOf(number: DayNumber): Temporal.PlainDate {
  return firstDay.add({ days: number });
}

/** The number of the day with this year, month (1 to 12) and day of the month. */
export function dayNumberAt(year: number, month: number, day: number): DayNumber {
  return dayNumberOf(Temporal.PlainDate.from({ year, month, day }));
}

/** The day as YYYY-MM-DD. Each text is made once, because Temporal is too slow to ask for every row. */
export function dayText(number: DayNumber): string {
  const known = texts[number];
  if (known) return known;
  const text = dayOf(number).toString();
  texts[number] = text;
  return text;
}

/** The Monday of the week that holds the day. Day 0 was a Thursday. */
export function mondayOf(number: DayNumber): DayNumber {
  return number - ((number + 3) % 7);
}
