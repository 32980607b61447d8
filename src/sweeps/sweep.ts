import { yearGroupOn } from "../children/index.ts";
import type { DetailsOf } from "../procedures/index.ts";

export const statuses = {
  "should-be-in-school": "On a roll, and should be in school",
  "may-be-out": "On a roll, and has leave to be out",
  "home-educated": "Educated at home",
  "no-school": "Without a school place",
  "not-known": "Not known",
} as const;
export type SweepStatus = keyof typeof statuses;

export const actions = {
  "escorted-to-school": "Taken back to school",
  "taken-home": "Taken home",
  "family-told": "The family was told",
  "let-go": "Nothing further",
  safeguarding: "Passed to children's services or the police",
} as const;
export type SweepAction = keyof typeof actions;

export const likelihoods = {
  "very-likely": "The lists very likely know this child",
  possible: "The lists may know this child",
  none: "No list knows this child",
} as const;
export type SweepLikelihood = keyof typeof likelihoods;

export const audiences = {
  "youth-offending": "Youth justice service",
  "post-16": "16+ service",
} as const;
export type Audience = keyof typeof audiences;

/** What a case is told of a child who was met; nothing where nobody found out. */
export function schoolOf(status: SweepStatus): DetailsOf<"stopped-in-sweep">["school"] | undefined {
  if (status === "not-known") return undefined;
  return status === "should-be-in-school" || status === "may-be-out" ? "has-one" : "has-none";
}

/** A child as a service gets to see them: these fields and no others. */
export type SharedChild = {
  forename: string;
  surname: string;
  dateOfBirth: string | null;
  status: string;
  action?: string;
};

type Met = {
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  status: SweepStatus | null;
  action: SweepAction | null;
};

/** Children and Young Persons Act 1933, section 50. */
const ageOfResponsibility = 10;

/**
 * What a service may see of the children whom a sweep met. Youth justice: those who were out without leave, from the age of criminal
 * responsibility, and what was done. The 16+ service: those of the last compulsory year and older, and how they are educated. Neither
 * sees where a child lives, what was said, nor whom the lists know. [E06] [G01]
 */
export function sharedWith(audience: Audience, met: readonly Met[], day: Temporal.PlainDate): SharedChild[] {
  const concerned = audience === "youth-offending" ? isForYouthJustice : isForPost16;
  return met.flatMap(({ forename, surname, dateOfBirth, status, action }) => {
    if (status === null || !concerned({ dateOfBirth, status }, day)) return [];
    const seen = {
      forename,
      surname,
      dateOfBirth: dateOfBirth?.toString() ?? null,
      status: statuses[status],
    };
    return [audience === "youth-offending" && action ? { ...seen, action: actions[action] } : seen];
  });
}

type Concerned = { dateOfBirth: Temporal.PlainDate | null; status: SweepStatus };

function isForYouthJustice({ dateOfBirth, status }: Concerned, day: Temporal.PlainDate): boolean {
  const isOut = status === "should-be-in-school" || status === "no-school" || status === "not-known";
  return (
    isOut &&
    dateOfBirth !== null &&
    dateOfBirth.until(day, { largestUnit: "years" }).years >= ageOfResponsibility
  );
}

function isForPost16({ dateOfBirth }: Concerned, day: Temporal.PlainDate): boolean {
  return dateOfBirth !== null && ["11", "12", "13"].includes(yearGroupOn(dateOfBirth, day) ?? "");
}
