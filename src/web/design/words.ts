const zone = "Europe/London";

// Written out: formatting by Intl takes longer than the rest of a table's row, and shortens September to Sept.
const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

/** A day as people write it: "3 March 2026". */
export function dayInWords({ day, month, year }: Temporal.PlainDate): string {
  return `${day} ${months[month - 1]} ${year}`;
}

/** A day with its weekday, for plans: "Tuesday 3 March 2026". */
export function weekdayInWords(day: Temporal.PlainDate): string {
  return `${weekdays[day.dayOfWeek - 1]} ${dayInWords(day)}`;
}

/** A day for a dense table: "3 Mar 2026". */
export function shortDay({ day, month, year }: Temporal.PlainDate): string {
  return `${day} ${months[month - 1]?.slice(0, 3)} ${year}`;
}

/** The time of day in London: "9:12am", "5pm", "midday", "midnight". */
export function timeInWords(at: Temporal.Instant): string {
  const { hour, minute } = at.toZonedDateTimeISO(zone);
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? "midnight" : "midday";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"}`;
}

/** A moment in London: "3 March 2026 at 9:12am". */
export function momentInWords(at: Temporal.Instant): string {
  return `${dayInWords(londonDay(at))} at ${timeInWords(at)}`;
}

/** The day that it is in London at an instant. */
export function londonDay(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}

/** "1 case", "12 cases"; `many` for plurals that do not end in s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

const withCommas = new Intl.NumberFormat("en-GB");

/** A number as people write it: "212", "1,776". */
export function numberInWords(number: number): string {
  // A format made anew for each number took twenty times as long, and only adds commas.
  return number < 1000 ? String(number) : withCommas.format(number);
}

export type DueUnit = "school day" | "working day" | "day" | "week" | "hour";

/** How far off a due moment is: "in 2 working days", "today" for 0, "3 school days late" for -3. */
export function dueInWords(left: number, unit: DueUnit): string {
  if (left === 0) return unit === "hour" ? "within the hour" : unit === "week" ? "this week" : "today";
  return left > 0 ? `in ${counted(left, unit)}` : `${counted(-left, unit)} late`;
}

/** How many of these are late, as it goes on after their number: ", and it is late" of one. */
export function lateInWords(late: number, all: number): string {
  if (late === 0) return "";
  if (late < all) return `, of which ${late} ${late === 1 ? "is" : "are"} late`;
  return all === 1 ? ", and it is late" : all === 2 ? ", and both are late" : ", and all are late";
}

/** How long something has lasted, in its two largest units: "5 weeks and 2 days", "1 year and 3 months", "today". */
export function lengthInWords(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  const days = from.until(to).days;
  if (days < 1) return "today";
  if (days < 7) return counted(days, "day");
  if (days < 91) return joined(counted(Math.floor(days / 7), "week"), days % 7 && counted(days % 7, "day"));
  const { years, months } = from.until(to, { largestUnit: "year" });
  return joined(years && counted(years, "year"), months && counted(months, "month"));
}

/** How likely something is, as people say it: "97 in 100". Never more than 99, for certainty is a person's. */
export function likelyInWords(probability: number): string {
  return `${Math.min(99, Math.max(1, Math.round(probability * 100)))} in 100`;
}

/** How old somebody is: "9 years old", or "7 months old" before the second birthday. */
export function ageInWords(born: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const { years, months } = born.until(today, { largestUnit: "year" });
  return years >= 2 ? `${years} years old` : `${counted(years * 12 + months, "month")} old`;
}

/** A name's initials for a screen that others can see: "R. O." for "Rosa O'Neill". */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0]?.toLocaleUpperCase("en-GB")}.`)
    .join(" ");
}

/** Dates inside the Ministry of Justice's templates, which ask for a filter of this shape. */
export function templateDate(timestamp: string, type: string): string {
  if (!timestamp.includes("T")) {
    const day = Temporal.PlainDate.from(timestamp);
    return type.startsWith("short") ? shortDay(day) : dayInWords(day);
  }
  const at = Temporal.Instant.from(timestamp);
  const day = type.startsWith("short") ? shortDay(londonDay(at)) : dayInWords(londonDay(at));
  if (type === "time") return timeInWords(at);
  return type.endsWith("datetime") ? `${day} at ${timeInWords(at)}` : day;
}

/** Words as they begin a sentence. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function joined(first: string | 0, second: string | 0): string {
  return [first, second].filter(Boolean).join(" and ");
}

/** Whose page it is: one or two schools by name; whoever works for a trust has many. */
export function schoolsInWords(names: readonly string[]): string {
  return names.length > 2 ? `Your ${names.length} schools` : names.join(" and ");
}
