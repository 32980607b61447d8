import type { Authority } from "../access/index.ts";
import { type Calendars, dayOf } from "../calendar/index.ts";
import {
  type CaseFact,
  type Obligation,
  obligationsOf,
  type Procedure,
  type Rule,
} from "../procedures/index.ts";
import { countedFromBefore, sinceTheWorkBegan } from "./done-before.ts";
import { standingRules } from "./standing-duty.ts";
import { type VersionFollowed, versionsFollowed } from "./versions-followed.ts";

/** An authority as its duties are worked out. */
export type DutiesAsked = {
  procedures: readonly Procedure[];
  authority: Pick<Authority, "id" | "procedure">;
  facts: readonly CaseFact[];
  calendars: Calendars;
  now: Temporal.Instant;
};

/**
 * All that an authority owed and owes for its children together: pure. A duty is owed by the version that was followed when
 * it began, and stays so; the next one is counted by the version then followed. What a version asks for the first time
 * is counted from that version's own beginning, and what was done last before the work began from then. Throws CalendarTooShort or NoTermDates. [C27, C29]
 */
export function dutiesOwed({ procedures, authority, ...asked }: DutiesAsked): Obligation[] {
  const first = asked.facts.map(({ happenedAt }) => happenedAt).sort(Temporal.Instant.compare)[0];
  if (first === undefined) return [];
  const { calendars, facts: all } = asked;
  const doneBefore = (rule: Rule) => countedFromBefore(rule, all, { calendars, authorityId: authority.id });
  return versionsFollowed(procedures, authority).flatMap((followed) => {
    const asks = (rules: Procedure["rules"], facts: readonly CaseFact[]) =>
      obligationsOf({
        ...asked,
        // In force for all of these facts: which of its duties it may keep is decided below.
        procedures: [{ ...followed.version, rules, inForceFrom: dayOf(first) }],
        facts,
        about: "authority",
        place: { authorityId: authority.id, schoolId: null },
      });
    const { known, fresh } = rulesOf(followed);
    const said = known.map((rule) => ({ rule, facts: doneBefore(rule) }));
    const facts = sinceTheWorkBegan(asked.facts);
    return [
      ...asks(
        said.flatMap((each) => (each.facts ? [] : [each.rule])),
        withOneBeginning(facts),
      ),
      ...said.flatMap((each) => (each.facts ? asks([each.rule], withOneBeginning(each.facts)) : [])),
      ...asks(fresh, since(followed, facts)),
    ].filter(({ startedAt }) => isBegunUnder(followed, startedAt));
  });
}

/** The rules that the version before had too, and those that this one brings; all of a first version are of the first sort. */
function rulesOf({ version, before }: VersionFollowed) {
  const had = before && new Set(standingRules(before).map(({ id }) => id));
  return {
    known: version.rules.filter(({ id }) => !had || had.has(id)),
    fresh: version.rules.filter(({ id }) => had && !had.has(id)),
  };
}

/** Work begins once; that it began again under a new version is for what that version brings. */
function withOneBeginning(facts: readonly CaseFact[]): CaseFact[] {
  const began = facts
    .filter(({ kind }) => kind === "duties-began")
    .sort((one, other) => Temporal.Instant.compare(one.happenedAt, other.happenedAt))[0];
  return facts.filter((fact) => fact.kind !== "duties-began" || fact === began);
}

function since({ from }: VersionFollowed, facts: readonly CaseFact[]): CaseFact[] {
  return facts.filter(({ happenedAt }) => Temporal.Instant.compare(happenedAt, from) >= 0);
}

/** A first version takes what began before it too, as a case's does. */
function isBegunUnder({ before, from, until }: VersionFollowed, at: Temporal.Instant): boolean {
  return (
    (before === undefined || Temporal.Instant.compare(from, at) <= 0) &&
    (until === undefined || Temporal.Instant.compare(at, until) < 0)
  );
}
