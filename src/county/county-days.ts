/** A day as the number of days since 1 January 1970: cheap enough to reckon with for each of 300,000 children. */
export type DayNumber = number;

const firstDay = Temporal.PlainDate.from("1970-01-01");
// Temporal is too slow to ask for every row, and a county has only some 7,000 days.
const days = new Map<DayNumber, { day: Temporal.PlainDate; text: string }>();
const numbers = new Map<number, DayNumber>();

/** The number of a day. */
export function dayNumberOf(day: Temporal.PlainDate): DayNumber {
  return firstDay.until(day).days;
}

/** The number of the day with this year, month (1 to 12) and day of the month. */
export function dayNumberAt(year: number, month: number, day: number): DayNumber {
  const key = (year * 12 + month) * 32 + day;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = dayNumberOf(Temporal.PlainDate.from({ year, month, day }));
  numbers.set(key, number);
  return number;
}

/** The day that a number stands for. */
export function dayOf(number: DayNumber): Temporal.PlainDate {
  return dayAndText(number).day;
}

/** The day as YYYY-MM-DD. */
export function dayText(number: DayNumber): string {
  return dayAndText(number).text;
}

function dayAndText(number: DayNumber): { day: Temporal.PlainDate; text: string } {
  const known = days.get(number);
  if (known) return known;
  const day = firstDay.add({ days: number });
  const made = { day, text: day.toString() };
  days.set(number, made);
  return made;
}

/** The Monday of the week that holds the day. Day 0 was a Thursday. */
export function mondayOf(number: DayNumber): DayNumber {
  return number - ((number + 3) % 7);
}
