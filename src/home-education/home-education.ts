import type { Calendars } from "../calendar/index.ts";
import {
  type CaseFact,
  type DetailsOf,
  isOwedNow,
  type Obligation,
  obligationsOf,
  type Procedure,
  worstFirst,
} from "../procedures/index.ts";

/** From whom the authority knows that a child is educated at home. */
export const sources = {
  parent: "The parent's own notice",
  school: "The school, with the parent's notice",
  list: "The list of home education",
  other: "Somebody else",
} as const;
export type Source = keyof typeof sources;

/** The officer's view of the education, after what was seen. */
export const views = {
  suitable: "Suitable",
  "not-yet-known": "Not yet known",
  unsuitable: "Unsuitable",
} as const satisfies Record<DetailsOf<"home-education-reviewed">["view"], string>;
export type View = keyof typeof views;

/** How parents answer the offer of support. To decline is their right and says nothing about the education. */
export const answers = {
  accepts: "They would like it",
  declines: "They would rather not, which is their choice",
  "no-answer": "They have not answered",
} as const;
export type SupportAnswer = keyof typeof answers;

/** How a review was made: the parents choose how they show the education. */
export const ways = {
  report: "A report that the parents wrote",
  work: "Examples of the child's work",
  meeting: "A meeting at a place that the parents chose",
  home: "A visit at home, as the parents wished",
  telephone: "A talk by telephone or video",
  other: "Another way",
} as const;
export type ReviewWay = keyof typeof ways;

/** Why a home education came to its end. */
export const endings = {
  school: "The child is on a school's roll",
  moved: "The family has left the area",
  "past-age": "The child is past compulsory school age",
  missing: "The child is missing education",
  died: "The child has died",
  mistake: "The child was never educated at home: an entry by mistake",
} as const;
export type Ending = keyof typeof endings;

/** What happened in one home education: the kinds that procedures know, what parents answered and why they say that they do it. */
export type HomeEducationFact = {
  kind:
    | "home-education-notified"
    | "home-education-registered"
    | "home-education-support-offered"
    | "support-answered"
    | "reason-given"
    | "home-education-reviewed"
    | "home-education-ended";
  happenedAt: Temporal.Instant;
  madeAt: Temporal.Instant;
  details: Readonly<Record<string, string>>;
};

/** By which procedures, calendars and hour something is owed. */
export type OwedBy = {
  procedures: readonly Procedure[];
  calendars: Calendars;
  authorityId: number;
  now: Temporal.Instant;
};

/**
 * What is owed for a home educated child now, the soonest due first: pure. Nothing once the home education has ended.
 * Throws CalendarTooShort. [F08]
 */
export function owedFor(
  facts: readonly HomeEducationFact[],
  { procedures, calendars, authorityId, now }: OwedBy,
): Obligation[] {
  const isSeen = facts.some(({ kind }) => kind === "home-education-reviewed");
  // Who was seen before the entry was written needs no first look for its sake.
  const telling = facts.filter(
    ({ kind, details }) => !isSeen || kind !== "home-education-registered" || "listedAs" in details,
  );
  return obligationsOf({
    ...{ procedures, calendars, now, about: "home-education" },
    facts: telling.flatMap((fact, place) => asCaseFact(fact, place + 1) ?? []),
    place: { authorityId, schoolId: null },
  })
    .filter(isOwedNow)
    .sort(worstFirst);
}

function asCaseFact(
  { kind, happenedAt, madeAt, details }: HomeEducationFact,
  id: number,
): CaseFact | undefined {
  if (kind === "support-answered" || kind === "reason-given") return undefined;
  // Whom the list that came before calls suitable somebody has seen: what is owed counts from the entry as from a view, which it is not.
  if (details["listedAs"] === "suitable")
    return { id, kind: "home-education-reviewed", happenedAt, madeAt, details: { view: "suitable" } };
  return { id, kind, happenedAt, madeAt, details } as CaseFact;
}

/** The last view that the officer recorded, and when it was formed; undefined before the first review. */
export function lastView(
  facts: readonly HomeEducationFact[],
): { view: View; at: Temporal.Instant } | undefined {
  const last = facts
    .filter(({ kind }) => kind === "home-education-reviewed")
    .sort((one, other) => Temporal.Instant.compare(other.happenedAt, one.happenedAt))[0];
  return last && { view: last.details["view"] as View, at: last.happenedAt };
}
