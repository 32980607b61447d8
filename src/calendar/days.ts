/** The zone in which every legal day begins and ends. */
export const zone = "Europe/London";

const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const endOfClockDay = Temporal.PlainTime.from("23:59:59.999");

/** An hour in London: its day, the day's number since 1 January 1970, and the day in words. */
type Hour = { day: Temporal.PlainDate; number: number; words: string; hour: number };

const hours = new Map<number, Hour>();

/**
 * Days and hours in London begin on a whole hour of universal time, so each hour is asked of the time zone once: the
 * answer is wanted several times for every fact of thousands of cases.
 */
function hourOf(epochMilliseconds: number): Hour {
  const place = Math.floor(epochMilliseconds / 3_600_000);
  const known = hours.get(place);
  if (known !== undefined) return known;
  const clock = Temporal.Instant.fromEpochMilliseconds(place * 3_600_000).toZonedDateTimeISO(zone);
  const day = clock.toPlainDate();
  const number = Math.floor((place * 3_600_000 + clock.offsetNanoseconds / 1_000_000) / 86_400_000);
  const hour = { day, number, words: dayInWords(day), hour: clock.hour };
  hours.set(place, hour);
  return hour;
}

/** The London day on which a moment falls. */
export function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  return hourOf(moment.epochMilliseconds).day;
}

/** The same day as the number of days since 1 January 1970. */
export function dayNumberOf(moment: Temporal.Instant): number {
  return hourOf(moment.epochMilliseconds).number;
}

/** The same day as people say it: `Tuesday 3 March 2026`. */
export function dayOfInWords(moment: Temporal.Instant): string {
  return hourOf(moment.epochMilliseconds).words;
}

/**
 * The moment at which a thing due on this day becomes late: the last millisecond of the day in London.
 * Reading: none of the documents says "by close of business", so the whole day counts.
 */
export function dueMomentOf(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: endOfClockDay }).toInstant();
}

/** The first moment of this day in London. */
export function startOf(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(zone).toInstant();
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
  const { hour, words } = hourOf(moment.epochMilliseconds);
  const minute = Math.floor(moment.epochMilliseconds / 60_000) % 60;
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"} on ${words}`;
}
