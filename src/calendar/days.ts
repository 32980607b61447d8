/** The zone in which every legal day begins and ends. */
export const zone = "Europe/London";

const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const endOfClockDay = Temporal.PlainTime.from("23:59:59.999");

const daysByHour = new Map<number, Temporal.PlainDate>();

/**
 * The London day on which a moment falls. Days there begin on a whole hour of universal time, so each hour is asked of
 * the time zone once: the answer is wanted several times for every fact of thousands of cases.
 */
export function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  const hour = Math.floor(moment.epochMilliseconds / 3_600_000);
  const known = daysByHour.get(hour);
  if (known !== undefined) return known;
  const day = moment.toZonedDateTimeISO(zone).toPlainDate();
  daysByHour.set(hour, day);
  return day;
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
  const clock = moment.toZonedDateTimeISO(zone);
  const minutes = clock.minute === 0 ? "" : `:${String(clock.minute).padStart(2, "0")}`;
  const time = `${clock.hour % 12 || 12}${minutes}${clock.hour < 12 ? "am" : "pm"}`;
  return `${time} on ${dayInWords(clock.toPlainDate())}`;
}
