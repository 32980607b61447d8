import { dayNumbered } from "../../calendar/index.ts";
import { codeOf, kindOfMark } from "./codes.ts";

/** Away without leave (G, N, O or U), or away for whatever reason. */
export type AbsenceKind = "unauthorised" | "any";

/** How long: the ten school days at which the authority is told, the twenty after which a name may come off the roll. */
export type AbsencePoint = "ten" | "twenty";

/** A stretch of school days on which a pupil did not come once. Days are numbers since 1 January 1970. */
export type ContinuousAbsence = {
  kind: AbsenceKind;
  since: number;
  until: number;
  /** The day that broke it; none while it goes on. */
  brokenOn: number | undefined;
  days: number;
  /** The most school days in a row of G, N and O alone: one other session breaks ground I. */
  groundDays: number;
  /** School days within it without any mark: they neither count nor break. */
  unmarkedDays: number;
  point: AbsencePoint;
  /** Sessions by code. */
  codes: Record<string, number>;
};

/** The days on which a school meets, as far as its term dates say; `own`: they are its own and not its authority's. */
export type SchoolMeets = { on: (day: number) => boolean | undefined; own: boolean };

/** A week of marks as they are kept, by the number of its Monday. */
export type WeekOfMarks = { monday: number; marks: string };

/** SI 2024/208: regulation 13 (a return after ten school days) and regulation 9(1), ground I (twenty). */
const tenDays = 10;
const twentyDays = 20;

/**
 * Finds every continuous absence of ten school days or more in a pupil's weeks at one school, in order of time. [B10]
 * A session attended anywhere breaks it, and leave breaks the unauthorised one. Sessions that nobody could attend (D, Q,
 * X, Y) and closures neither count nor break; not being on the roll ends it. Weekends, holidays and days on which the
 * school's own term dates say that it does not meet are passed over.
 */
export function continuousAbsencesIn(weeks: readonly WeekOfMarks[], meets: SchoolMeets): ContinuousAbsence[] {
  return [...absencesOf("unauthorised", weeks, meets), ...absencesOf("any", weeks, meets)];
}

type Stretch = Omit<ContinuousAbsence, "point" | "brokenOn"> & {
  groundNow: number;
  /** Days without marks since the last one that counted: within the absence only if it goes on after them. */
  unmarkedNow: number;
};

function absencesOf(
  kind: AbsenceKind,
  weeks: readonly WeekOfMarks[],
  meets: SchoolMeets,
): ContinuousAbsence[] {
  const found: ContinuousAbsence[] = [];
  let stretch: Stretch | undefined;
  let next: number | undefined;
  const end = (brokenOn: number | undefined) => {
    const point = stretch && pointOf(stretch);
    if (stretch && point) {
      const { groundNow: _, unmarkedNow: __, ...absence } = stretch;
      found.push({ ...absence, brokenOn, point });
    }
    stretch = undefined;
  };
  for (const { monday, marks } of weeks) {
    if (stretch) stretch.unmarkedNow += daysMet(next ?? monday, monday, meets);
    next = monday + 7;
    for (let place = 0; place < 5; place++) {
      const day = monday + place;
      const said = dayOf(kind, marks.slice(place * 2, place * 2 + 2));
      if (said === "breaks") end(day);
      // An unlawful mark on a holiday must not hasten the twentieth day.
      if (said === "breaks" || said === "nothing" || (meets.own && meets.on(day) === false)) continue;
      if (said === "passes") {
        if (stretch) stretch.groundNow = 0;
        continue;
      }
      stretch ??= begun(kind, day);
      count(stretch, day, marks.slice(place * 2, place * 2 + 2));
    }
  }
  end(undefined);
  return found;
}

/** What a day's two sessions say: that the pupil was away, that the absence is broken, passes over it, or nothing. */
function dayOf(kind: AbsenceKind, sessions: string): "away" | "breaks" | "passes" | "nothing" {
  let away = false;
  let passes = false;
  for (const mark of sessions) {
    const said = kindOfMark(mark);
    if (said === "attended" || said === "not-on-roll") return "breaks";
    if (said === "authorised" && kind === "unauthorised") return "breaks";
    if (said === "authorised" || said === "unauthorised") away = true;
    if (said === "not-possible") passes = true;
  }
  return away ? "away" : passes ? "passes" : "nothing";
}

function begun(kind: AbsenceKind, day: number): Stretch {
  return {
    ...{ kind, since: day, until: day, days: 0, codes: {} },
    ...{ groundDays: 0, groundNow: 0, unmarkedDays: 0, unmarkedNow: 0 },
  };
}

function count(stretch: Stretch, day: number, sessions: string): void {
  stretch.until = day;
  stretch.days += 1;
  // On a day without marks the pupil may have come: no name comes off a roll for it.
  if (stretch.unmarkedNow > 0) stretch.groundNow = 0;
  stretch.groundNow = /^[GNO#4]+$/.test(sessions) ? stretch.groundNow + 1 : 0;
  stretch.groundDays = Math.max(stretch.groundDays, stretch.groundNow);
  stretch.unmarkedDays += stretch.unmarkedNow;
  stretch.unmarkedNow = 0;
  for (const mark of sessions) {
    const kind = kindOfMark(mark);
    if (kind !== "authorised" && kind !== "unauthorised") continue;
    const code = codeOf(mark);
    stretch.codes[code] = (stretch.codes[code] ?? 0) + 1;
  }
}

function daysMet(from: number, before: number, meets: SchoolMeets): number {
  let days = 0;
  for (let day = from; day < before; day++) if (meets.on(day)) days += 1;
  return days;
}

function pointOf({ kind, days, groundDays }: Stretch): AbsencePoint | undefined {
  if ((kind === "any" ? days : groundDays) >= twentyDays) return "twenty";
  return days >= tenDays ? "ten" : undefined;
}

/** The day as the database takes it. */
export function dayWritten(day: number): string {
  return dayNumbered(day).toString();
}
