/** A rule for how long a record is kept, as an authority has it today. */
export type RetentionRule = {
  rule: string;
  called: string;
  countsFrom: CountsFrom;
  years: number;
  source: string;
  /** How the authority reads the source; empty where the rule came with the program. */
  reading: string;
};

export const countsFrom = {
  birth: "the date of birth",
  "last-entry": "the last entry in a register",
  "last-recorded": "the last thing recorded",
} as const;
export type CountsFrom = keyof typeof countsFrom;

/** One rule as it applies to a child: from which day it counts, and from when it no longer keeps the record. */
export type RuleOfChild = RetentionRule & { fromOn: Temporal.PlainDate; dueOn: Temporal.PlainDate };

/** Why a record stays today; null where nothing keeps it. */
export type KeptBecause = "open-case" | "held" | "not-due" | "second-record" | null;

export const keptWords: Record<Exclude<KeptBecause, null>, string> = {
  "open-case": "A case is open",
  held: "Somebody holds it, with a reason",
  "not-due": "Not yet",
  "second-record": "Another record of the same child is kept",
};

/** A rule in one sentence. */
export function ruleInWords({
  called,
  years,
  countsFrom: from,
}: Pick<RetentionRule, "called" | "years" | "countsFrom">): string {
  return `${called}: ${years} years after ${countsFrom[from]}`;
}

/** Of the rules that apply, the one that keeps the record longest: it decides. Undefined when none applies. */
export function decisiveRule(rules: readonly RuleOfChild[]): RuleOfChild | undefined {
  return rules.toSorted((one, other) => Temporal.PlainDate.compare(other.dueOn, one.dueOn))[0];
}

/** A proposal to delete a record, and what became of it. No name is in it. */
export type Deletion = {
  id: number;
  reference: string;
  authorityId: number;
  childId: number;
  ruleWords: string;
  dueOn: Temporal.PlainDate;
  proposedAt: Temporal.Instant;
  proposedById: number;
  proposedBy: string;
  refused: { by: string; at: Temporal.Instant; reason: string } | null;
  done: { by: string; at: Temporal.Instant; parts: Readonly<Record<string, number>> } | null;
};
