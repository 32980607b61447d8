import { dayNumbered } from "../../calendar/index.ts";
import type { MarkedDay, SchoolMeets } from "../../feeds/index.ts";
import type { Answers } from "../../referrals/index.ts";
import type { Ground } from "../ground.ts";
import type { QuestionName } from "../questions.ts";

/** What a ground is judged by: nothing else is looked at. */
export type GroundAsked = {
  ground: Ground;
  /** As it stands on this day. */
  day: Temporal.PlainDate;
  /** What the school answered; days as YYYY-MM-DD. */
  answers: Answers;
  /** The pupil's weekdays with marks, up to the day. */
  marks: readonly MarkedDay[];
  meets: SchoolMeets;
  dateOfBirth: Temporal.PlainDate | null;
  /** The school's phase: a special school asks the authority that placed the pupil. */
  phase: string;
  /** From when the 2026 Act asks for consent; undefined while no day is appointed. */
  consentFrom: Temporal.PlainDate | undefined;
};

/** One thing that a ground asks, and if it holds: since when, why not, what is missing, or from when it may. */
export type Part = { clause: string; says: string } & (
  | { state: "met"; on?: Temporal.PlainDate }
  | { state: "failed"; because: string }
  | { state: "missing"; because: string }
  | { state: "too-soon"; because: string; from?: Temporal.PlainDate | undefined }
);

/** A day that was answered; undefined while it is not. */
export function dayAnswered(answers: Answers, question: QuestionName): Temporal.PlainDate | undefined {
  const answer = answers[question];
  return typeof answer === "string" && answer !== "" ? Temporal.PlainDate.from(answer) : undefined;
}

/** If one day lies after another. */
export function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) > 0;
}

/** The later of two days. */
export function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return isAfter(one, other) ? one : other;
}

/** The day with this number of days since 1 January 1970, as `MarkedDay` counts. */
export function dayAt({ day }: Pick<MarkedDay, "day">): Temporal.PlainDate {
  return dayNumbered(day);
}

/** A session's codes for a sentence: "I", or "O and I" where the two differ. */
export function codesOn({ codes }: MarkedDay): string {
  return [...new Set(codes)].join(" and ");
}
