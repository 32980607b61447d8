import { startOf } from "../calendar/index.ts";
import type { Circumstances } from "./circumstances.ts";
import { holds, type Said, saidBy, wordOf } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { stops } from "./pauses.ts";
import { fits, type Rule, type Suspension } from "./procedure.ts";

/** A rule in its plan, with what is asked of it again and again. */
export type PlannedRule = Rule & {
  place: number;
  /** The procedure that it is of, by its place among those of the plan. */
  of: number;
  /** The first moment at which something can begin it, in milliseconds since 1970. */
  commencesAt: number;
  /** A bit for each of the facts that it waits for. */
  waitsForAll: number;
  stoppedBy: ReadonlySet<Suspension>;
  /** The rules that its lateness begins. */
  begins: readonly PlannedRule[];
  /** Everything that has been said to it so far. */
  calls: Call[];
};

/** What a fact says to one rule: the same object wherever it says the same. */
export type Call = {
  rule: PlannedRule;
  /** The place of the rule, which is asked for more often than the rule, and that of the call among those of the rule. */
  place: number;
  number: number;
  /** If a rule that nothing has started yet must hear it too: it starts it, or each enquiry hears for itself. */
  wakes: boolean;
  said: Said;
  /** The same before the rule commences: nothing starts it. */
  early: Said;
  /** Which of the facts that the rule waits for this is, one bit each. */
  brings: number;
};

/** The rules of several procedures with what these suspend, in one list. */
export function planned(
  procedures: readonly (readonly Rule[])[],
  suspensions: readonly Suspension[],
): PlannedRule[] {
  const rules = procedures.flatMap((some, of) =>
    some.map((rule) => ({
      ...rule,
      of,
      place: 0,
      waitsForAll: (1 << rule.waitsFor.length) - 1,
      commencesAt: commencementOf(rule),
      stoppedBy: new Set(suspensions.filter((suspension) => stops(suspension, rule))),
      begins: [] as PlannedRule[],
      calls: [],
    })),
  );
  for (const [place, rule] of rules.entries()) {
    rule.place = place;
    for (const late of rules)
      if (late.of === rule.of && rule.startsWhenLate.includes(late.id)) late.begins.push(rule);
  }
  return rules;
}

/** Nothing that happened before a rule commences begins it, also not afterwards. */
function commencementOf({ commences }: Rule): number {
  if (commences === undefined) return Number.NEGATIVE_INFINITY;
  return commences === "not-commenced" ? Number.POSITIVE_INFINITY : startOf(commences).epochMilliseconds;
}

/** What a fact says to a rule, with the circumstances that it leaves. */
export function callOf(rule: PlannedRule, fact: CaseFact, after: Circumstances, turns: boolean): Call {
  const signals = {
    ...wordOf(rule, fact),
    turnsPage: turns && !rule.apartFromCase,
    holds: holds(rule, after),
  };
  const [said, early] = [saidBy(signals), saidBy({ ...signals, starts: false })];
  const brings = rule.waitsFor.reduce(
    (bits, pattern, place) => bits | (fits(pattern, fact) ? 1 << place : 0),
    0,
  );
  const known = rule.calls.find(
    (call) => call.said === said && call.early === early && call.brings === brings,
  );
  if (known !== undefined) return known;
  const wakes = said.starts || rule.eachEnquiry;
  const call = { rule, place: rule.place, number: rule.calls.length, wakes, said, early, brings };
  rule.calls.push(call);
  return call;
}

/**
 * If a call can change anything. The duties of enquiries stand aside here: each looks at the circumstances only when a fact
 * is about its own enquiry or about none, and so may have missed a change.
 */
export function isHeard({ rule, said, brings }: Call, before: Circumstances): boolean {
  return !said.silent || brings > 0 || rule.eachEnquiry || said.holds !== holds(rule, before);
}
