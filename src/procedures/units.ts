/** The closed list of units in which a procedure counts. */
export const units = [
  "minutes",
  "hours",
  "calendar days",
  "working days",
  "school days",
  "weeks",
  "months",
  "terms",
] as const;
export type Unit = (typeof units)[number];

/** How long somebody has. "After" makes the next day day one; "beginning with" makes the day itself day one. */
export type Allowance = { count: number; unit: Unit; counting: "after" | "beginning with" };

/** An allowance in words: `10 working days`, `1 week`. */
export function allowanceInWords({ count, unit }: Allowance): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** A time with the way in which it is counted: `10 working days`, `15 calendar days, beginning with the day`. */
export function withinInWords(allowance: Allowance): string {
  return `${allowanceInWords(allowance)}${allowance.counting === "after" ? "" : ", beginning with the day"}`;
}

/** The allowance that these words name, or undefined when they name none. */
export function allowanceNamed(words: string): Allowance | undefined {
  const [, count, named, beginning] = /^(\d{1,4}) ([a-z ]+?)(, beginning with the day)?$/.exec(words) ?? [];
  const unit = units.find((each) => each === named || each === `${named}s`);
  if (count === undefined || unit === undefined || Number(count) === 0) return undefined;
  if ((isClockUnit(unit) || unit === "terms") && beginning !== undefined) return undefined;
  return { count: Number(count), unit, counting: beginning === undefined ? "after" : "beginning with" };
}

/** If a unit runs by the clock, from one moment to another, rather than by whole days. */
export function isClockUnit(unit: Unit): unit is "minutes" | "hours" {
  return unit === "minutes" || unit === "hours";
}

/** If a unit belongs to the calendar, so that a duty that repeats falls on the same places of it. */
export function isCalendarUnit(unit: Unit): boolean {
  return unit === "months" || unit === "terms";
}
