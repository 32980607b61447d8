import type { Reading } from "./procedure.ts";

/** Why a child can be out of scope of every definition: what each document says of them is in its file. */
export const outOfScopeReasons = [
  "not-of-compulsory-school-age",
  "on-a-roll",
  "educated-otherwise",
  "home-educated",
  "abroad",
] as const;
export type OutOfScopeReason = (typeof outOfScopeReasons)[number];

/** How a child is educated, as far as a definition asks. */
export const situations = [
  "on-a-roll",
  "educated-otherwise",
  "home-educated",
  "abroad",
  "without-education",
  "not-known",
] as const;
export type Situation = (typeof situations)[number];

export const standings = ["missing-education", "at-risk", "out-of-scope", "not-known"] as const;

/** Where a child stands under a definition, why in plain words, and the clause that decides. */
export type Standing = { standing: (typeof standings)[number]; reasons: readonly string[]; clause: string };

/** Whom an authority's own document counts as missing education. */
export type Definition = {
  clause: string;
  says: string;
  /** So many weeks without education make a child missing; 0 for no waiting time. */
  weeks: number;
  outOfScope: Readonly<Record<OutOfScopeReason, { clause: string; says: string }>>;
  reading: Reading | undefined;
  examples: readonly DefinitionExample[];
};

/** Feeds keep a continuous absence from its tenth school day on. */
export const shortestAbsenceKept = 10;

/** How many school days away without leave a document calls at risk of missing education. */
export type RiskOfAbsence = {
  clause: string;
  says: string;
  schoolDays: number;
  reading: Reading | undefined;
  examples: readonly { says: string; days: number; atRisk: boolean; boundary: boolean }[];
};

/** An absence without leave that goes on, by the marks of a school, which are known until a day. */
export type AbsenceAsked = {
  days: number;
  since: Temporal.PlainDate;
  until: Temporal.PlainDate;
  school: string;
};

/** What is known of a child on a day. */
export type ChildAsked = {
  /** The first and the last day of it; undefined where the date of birth is not known. */
  compulsoryAge: { from: Temporal.PlainDate; until: Temporal.PlainDate } | undefined;
  situation: Situation;
  /** The day on which the last education known ended, or ends. */
  since: Temporal.PlainDate | undefined;
  /** Of a pupil on a roll: the absence without leave that goes on. */
  absence?: AbsenceAsked | undefined;
  today: Temporal.PlainDate;
};

/** A worked example: a child on a day, and where the definition puts them. */
export type DefinitionExample = {
  says: string;
  asked: ChildAsked;
  standing: Standing["standing"];
  boundary: boolean;
};
