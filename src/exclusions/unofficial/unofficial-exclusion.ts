import { type Calendars, momentWithin } from "../../calendar/index.ts";
import {
  type CaseFact,
  isOwedNow,
  type Obligation,
  obligationsOf,
  type Procedure,
  worstFirst,
} from "../../procedures/index.ts";

/** Who told of it. */
export const heardFrom = {
  parent: "A parent or carer",
  child: "The child",
  school: "Somebody at the school",
  agency: "Another agency",
  officer: "An officer of ours",
  other: "Somebody else",
} as const;
export type HeardFrom = keyof typeof heardFrom;

/** What can be recorded of a report, by its place in the address. */
export const unofficialKinds = {
  "talk-with-head": "Talk with the head teacher",
  "put-right": "Put right",
  "not-so": "It was not so",
} as const;
export type UnofficialKind = keyof typeof unofficialKinds;

export type UnofficialFact = {
  kind: UnofficialKind;
  happenedOn: Temporal.PlainDate;
  details: Readonly<Record<string, string>>;
};

/** A report that a school sent a child home without a formal exclusion. A report is not a finding: the school is asked first. */
export type UnofficialExclusion = {
  id: number;
  authorityId: number;
  schoolId: number;
  childId: number | null;
  foundOn: Temporal.PlainDate;
  heardFrom: HeardFrom;
  words: string;
  madeAt: Temporal.Instant;
};

/** Where a report has got to, in words that accuse nobody. */
export function standsAs(facts: readonly { kind: UnofficialKind }[]): string {
  const last = (kind: UnofficialKind) => facts.some((fact) => fact.kind === kind);
  if (last("not-so")) return "It was not so";
  if (last("put-right")) return "Put right";
  if (last("talk-with-head")) return "Talked over with the head";
  return "To be talked over with the head";
}

/**
 * What is owed on a report now by the procedures, worst first: pure. Entering it here is how the exclusions team hears of it; the talk
 * with the head is a word to the school. Throws CalendarTooShort. [E07]
 */
export function owedOn(
  report: UnofficialExclusion,
  facts: readonly UnofficialFact[],
  by: { procedures: readonly Procedure[]; calendars: Calendars; now: Temporal.Instant },
): Obligation[] {
  const talks = facts.filter(({ kind }) => kind !== "put-right");
  const history = [
    { kind: "unofficial-exclusion-found", details: {}, happenedAt: momentWithin(report.foundOn, by.now) },
    { kind: "agency-told", details: { agency: "exclusions-team" }, happenedAt: report.madeAt },
    ...talks.map(({ happenedOn }) => ({
      ...{ kind: "agency-told", details: { agency: "school" } },
      happenedAt: momentWithin(happenedOn, by.now),
    })),
  ].map((fact, place) => ({ ...fact, id: place + 1, madeAt: by.now }) as CaseFact);
  return obligationsOf({ ...by, facts: history, place: report })
    .filter(isOwedNow)
    .sort(worstFirst);
}
