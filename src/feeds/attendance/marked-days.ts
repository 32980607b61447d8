import { codeOf, kindOfMark } from "./codes.ts";
import type { SchoolMeets, WeekOfMarks } from "./continuous-absence.ts";

/** What the two sessions of a day say together; `unauthorised`: G, N and O alone. */
export type DayKind =
  | "attended"
  | "came-late"
  | "authorised"
  | "not-possible"
  | "unauthorised"
  | "not-on-roll"
  | "closed"
  | "not-marked";

/** A weekday of a pupil's weeks at a school: its number since 1 January 1970, its codes as schools write them, and what they say. */
export type MarkedDay = { day: number; codes: readonly string[]; kind: DayKind };

/**
 * Every weekday from the first week with marks until a day, in order. Days on which the school's own term dates say that it
 * does not meet are closed whatever is marked; days without marks are not marked where the school met, else closed. [B10] [F02]
 */
export function markedDays(weeks: readonly WeekOfMarks[], meets: SchoolMeets, until: number): MarkedDay[] {
  const known = new Map(weeks.map(({ monday, marks }) => [monday, marks]));
  const days: MarkedDay[] = [];
  for (let monday = weeks[0]?.monday ?? until + 1; monday <= until; monday += 7) {
    const marks = known.get(monday);
    for (let place = 0; place < 5 && monday + place <= until; place++) {
      const day = monday + place;
      const sessions = marks?.slice(place * 2, place * 2 + 2) ?? "";
      const kind = meets.own && meets.on(day) === false ? "closed" : kindOfDay(sessions, meets.on(day));
      days.push({ day, codes: [...sessions].map(codeOf), kind });
    }
  }
  return days;
}

function kindOfDay(sessions: string, schoolMet: boolean | undefined): DayKind {
  if (sessions === "") return schoolMet === false ? "closed" : "not-marked";
  const said = [...sessions].map(kindOfMark);
  if (said.includes("attended")) return "attended";
  if (sessions.includes("U")) return "came-late";
  if (said.includes("not-on-roll")) return "not-on-roll";
  if (said.includes("authorised")) return "authorised";
  if (said.includes("not-possible")) return "not-possible";
  return said.includes("unauthorised") ? "unauthorised" : "closed";
}

/**
 * The school days in a row of G, N and O alone with which the marks end, oldest first, and the day that came before them:
 * one other session breaks the row, and so does a school day without marks. [F02]
 */
export function rowOfUnauthorisedDays(days: readonly MarkedDay[]): {
  row: MarkedDay[];
  brokenBy: MarkedDay | undefined;
} {
  const open = days.filter(({ kind }) => kind !== "closed");
  const last = open.findLastIndex(({ kind }) => kind !== "not-marked");
  const before = open.slice(0, last + 1).findLastIndex(({ kind }) => kind !== "unauthorised");
  return { row: open.slice(before + 1, last + 1), brokenBy: open[before] };
}
