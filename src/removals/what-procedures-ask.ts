import {
  type Calendars,
  CalendarTooShort,
  dayOf,
  momentWithin,
  type Place,
  startOf,
} from "../calendar/index.ts";
import {
  type Due,
  dueAfter,
  type Follower,
  type Procedure,
  proceduresOf,
  versionInForce,
} from "../procedures/index.ts";
import type { Ground } from "./ground.ts";

/** The procedures of an authority, each in the version that is in force on a day; its own before those that run with it. */
function inForce(procedures: readonly Procedure[], follower: Follower, day: Temporal.PlainDate): Procedure[] {
  const theirs = proceduresOf(procedures, follower);
  const names = [...new Set([follower.procedure, ...theirs.map(({ procedure }) => procedure)])];
  return names.flatMap((name) => versionInForce(theirs, name, day) ?? []);
}

/** What holds a name on the roll until an officer says yes: by which clause, and why. */
export type Bar = { clause: string; says: string };

/**
 * The clause by which an authority's procedure wants the officer's yes before a name comes off; undefined where none does,
 * where a new place is confirmed, or where the law's own rule for the ground prevails over the procedure. [C28]
 */
export function officersYes(
  procedures: readonly Procedure[],
  follower: Follower,
  asked: { ground: Ground; isDestinationConfirmed: boolean; day: Temporal.PlainDate },
): Bar | undefined {
  const { ground, isDestinationConfirmed, day } = asked;
  if (isDestinationConfirmed || ground.destination !== "open") return undefined;
  const versions = inForce(procedures, follower, day);
  const bar = versions
    .flatMap(({ suspends }) => suspends)
    .find(({ acts, when }) => acts.includes("remove-from-roll") && when.some(asksForEducation));
  const law = versions.flatMap(({ rules }) => rules).find(({ id }) => id === ground.rule);
  if (!bar || law?.prevailsOver === "all" || law?.prevailsOver.includes(bar.procedure)) return undefined;
  return { clause: bar.clause, says: bar.says };
}

function asksForEducation({ circumstance }: { circumstance: string }): boolean {
  return circumstance === "education";
}

/**
 * The referral that an authority's procedure asks for after a removal: by which clause, and by when; without a day where the
 * removal concerns a day before the term dates held, so that its time is long over. [C18] [D01]
 */
export function referralAsked(
  procedures: readonly Procedure[],
  follower: Follower,
  asked: {
    removedOn: Temporal.PlainDate;
    isDestinationConfirmed: boolean;
    now: Temporal.Instant;
    calendars: Calendars;
    place: Place;
  },
): { clause: string; asks: string; due: Due | undefined } | undefined {
  const { removedOn, isDestinationConfirmed, now, calendars, place } = asked;
  const rule = inForce(procedures, follower, removedOn)
    .flatMap(({ rules }) => rules)
    .find(
      ({ act, starts, when }) =>
        act === "make-referral" &&
        (starts.some(({ kind }) => kind === "removed-from-roll") ||
          (!isDestinationConfirmed &&
            when.some(
              ({ circumstance, oneOf }) => circumstance === "last-roll" && oneOf.includes("removed"),
            ))),
    );
  if (!rule) return undefined;
  try {
    const due = dueAfter(momentWithin(removedOn, now), rule.within, calendars, place);
    return { clause: rule.clause, asks: rule.asks, due };
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort) || !isOver(removedOn.add({ years: 1 }), now)) throw fault;
    return { clause: rule.clause, asks: rule.asks, due: undefined };
  }
}

function isOver(day: Temporal.PlainDate, now: Temporal.Instant): boolean {
  return Temporal.PlainDate.compare(day, dayOf(now)) < 0;
}

/** By when a return is due that a rule of this name asks for after a day; undefined where no procedure has the rule. */
export function returnDue(
  procedures: readonly Procedure[],
  follower: Follower,
  asked: { rule: string; since: Temporal.PlainDate; calendars: Calendars; place: Place },
): { clause: string; due: Due } | undefined {
  const { rule: id, since, calendars, place } = asked;
  const rule = inForce(procedures, follower, since)
    .flatMap(({ rules }) => rules)
    .find((each) => each.id === id);
  return rule && { clause: rule.clause, due: dueAfter(startOf(since), rule.within, calendars, place) };
}
