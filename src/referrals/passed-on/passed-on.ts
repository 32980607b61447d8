import type { Calendars } from "../../calendar/index.ts";
import {
  type CaseFact,
  type FactKind,
  isOwedNow,
  type Obligation,
  obligationsOf,
  type Procedure,
  proceduresOf,
  roleInWords,
} from "../../procedures/index.ts";
import { dayInWords, londonDay } from "../../web/design/words.ts";
import { type RouteOnward, routesOnward } from "../referral.ts";

/** What is asked of a referral that was passed on. */
export type HistoryAsked = {
  procedures: readonly Procedure[];
  referral: { authorityId: number; schoolId: number | null; procedure: string };
  facts: readonly CaseFact[];
  calendars: Calendars;
  now: Temporal.Instant;
};

/**
 * All that the authority's procedures ask after a referral was passed on: pure, by the same engine as a case. An own version
 * that was put in force after that day is not among them. Throws CalendarTooShort or NoTermDates. [A06]
 */
export function followsFrom({ referral, procedures, ...asked }: HistoryAsked): Obligation[] {
  const passedOn = asked.facts.find(({ kind }) => kind === "referral-redirected");
  if (!passedOn) return [];
  const owed = obligationsOf({
    ...asked,
    procedures: proceduresOf(procedures, { ...referral, openedAt: passedOn.madeAt }),
    place: referral,
  });
  // A proof of education asks for the case to be closed, and here there is none.
  return owed.filter(({ act }) => act !== "close-case");
}

/** What the sender is told when a referral is passed on: where to and what is asked there, or that nothing is. [G02] */
export function toldOnPassing(to: RouteOnward, owed: readonly Obligation[]): string {
  const { because, passed } = routesOnward[to];
  const asked = owed.filter(isOwedNow);
  if (asked.length === 0) return `No case was opened: ${because}. Our procedure asks nobody here to do more.`;
  const by = soonestOfEachRole(asked).map(
    ({ role, dueAt }) => `The ${roleInWords(role)} is to act by ${dayInWords(londonDay(dueAt))}.`,
  );
  return `${passed}: ${because}. ${by.join(" ")} What comes of it will stand here.`;
}

/** Of what each role owes, the soonest due. */
function soonestOfEachRole(owed: readonly Obligation[]): Obligation[] {
  const sooner = owed.toSorted((one, other) => Temporal.Instant.compare(one.dueAt, other.dueAt));
  return sooner.filter(({ role }, at) => sooner.findIndex((each) => each.role === role) === at);
}

const wordsForSender: Partial<Record<FactKind, string>> = {
  "visit-made": "The family was visited.",
  "home-education-registered": "The child is registered as home educated.",
  "pupil-returned": "The child is back at school.",
};

/** What the sender is told when something was done: that, and whether more is owed; not what was found, or by whom. [G02] */
export function toldWhenDone(kind: FactKind, owed: readonly Obligation[]): string {
  const done = wordsForSender[kind] ?? "What was asked has been done.";
  return owed.some(isOwedNow) ? done : `${done} Nothing more is owed on your referral.`;
}

/** What the sender is told when a record was corrected: that, and whether more is owed; not what was wrong. [G02] */
export function toldWhenCorrected(owed: readonly Obligation[]): string {
  const more = owed.some(isOwedNow) ? "More is to be done on your referral." : "Nothing more is owed on it.";
  return `What we had recorded of your referral was put right. ${more}`;
}
