/** The zone in which every legal day begins and ends. */
export const zone = "Europe/London";

const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const first = Temporal.PlainDate.from("1970-01-01");
const millisecondsOfDay = 86_400_000;

/**
 * A legal day in London, in numbers and as Temporal has it: asking Temporal takes a hundred times as long as comparing
 * numbers, so each day is asked about once.
 */
export type Day = {
  /** The days since 1 January 1970. */
  number: number;
  date: Temporal.PlainDate;
  /** As people say it: `Tuesday 3 March 2026`. */
  words: string;
  /** Its first and its last moment. */
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** The same, in milliseconds since 1970. */
  starts: number;
  ends: number;
};

/** The days from 1970 to 2106 by their numbers, for a list is read five times as fast as a map; any other day is in the map. */
const days: (Day | undefined)[] = new Array(50_000);
const otherDays = new Map<number, Day>();

/** The day with this number of days since 1 January 1970. */
export function dayWith(number: number): Day {
  const isListed = number >= 0 && number < days.length;
  const known = isListed ? days[number] : otherDays.get(number);
  if (known !== undefined) return known;
  const date = dayNumbered(number);
  const start = date.toZonedDateTime(zone).toInstant();
  const end = date.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ milliseconds: 1 });
  const [starts, ends] = [start.epochMilliseconds, end.epochMilliseconds];
  const day = { number, date, words: dayInWords(date), start, end, starts, ends };
  if (isListed) days[number] = day;
  else otherDays.set(number, day);
  return day;
}

/** The London day on which a moment falls, given in milliseconds since 1970: that of universal time, or a neighbour of it. */
export function dayAt(milliseconds: number): Day {
  const day = dayWith(Math.floor(milliseconds / millisecondsOfDay));
  if (milliseconds < day.starts) return dayWith(day.number - 1);
  return milliseconds > day.ends ? dayWith(day.number + 1) : day;
}

/**
 * A day as the number of days since 1 January 1970. Worked out by hand, with a year that begins in March and so ends
 * with the leap day: asking Temporal takes twenty times as long, and lists count thousands of deadlines.
 */
export function numberOf({ year, month, day }: Temporal.PlainDate): number {
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leapDays + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 719_469;
}

/** The date with this number of days since 1 January 1970. */
export function dayNumbered(number: number): Temporal.PlainDate {
  return first.add({ days: number });
}

/** If a day number is a Saturday or Sunday. */
export function isWeekend(number: number): boolean {
  return (number + 3) % 7 > 4;
}

/** The London day on which a moment falls. */
export function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  return dayAt(moment.epochMilliseconds).date;
}

/** The same day as people say it: `Tuesday 3 March 2026`. */
export function dayOfInWords(moment: Temporal.Instant): string {
  return dayAt(moment.epochMilliseconds).words;
}

/**
 * The moment at which a thing due on this day becomes late: the last millisecond of the day in London.
 * Reading: none of the documents says "by close of business", so the whole day counts.
 */
export function dueMomentOf(day: Temporal.PlainDate): Temporal.Instant {
  return dayWith(numberOf(day)).end;
}

/** The first moment of this day in London. */
export function startOf(day: Temporal.PlainDate): Temporal.Instant {
  return dayWith(numberOf(day)).start;
}

/**
 * When a thing known only by its day is taken to have happened: at the end of that day, or now if the day is not over,
 * so that it comes after whatever was recorded earlier on the same day and is never late by the hour.
 */
export function momentWithin(day: Temporal.PlainDate, now: Temporal.Instant): Temporal.Instant {
  const end = dueMomentOf(day);
  return Temporal.Instant.compare(end, now) < 0 ? end : now;
}

/** A day as people say it: `Tuesday 3 March 2026`. */
export function dayInWords(day: Temporal.PlainDate): string {
  return `${weekdays[day.dayOfWeek - 1]} ${day.day} ${months[day.month - 1]} ${day.year}`;
}

/** A moment as people say it: `9:05am on Tuesday 3 March 2026`. */
export function momentInWords(moment: Temporal.Instant): string {
  const { hour, minute } = moment.toZonedDateTimeISO(zone);
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"} on ${dayOfInWords(moment)}`;
}
