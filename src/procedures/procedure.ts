import type { Role } from "../access/roles.ts";
import type { TermSpan } from "../calendar/index.ts";
import type { ProcedureAct } from "./acts.ts";
import type { Circumstance } from "./circumstances.ts";
import type { Definition } from "./definition.ts";
import type { CaseFact, FactKind, Outcome } from "./fact-kinds.ts";
import type { Allowance } from "./units.ts";

/** A kind of fact, perhaps only with some of its details: `visit-made` with `found` one of `no-answer`, `refused`. */
export type FactPattern = {
  kind: FactKind;
  details: readonly { name: string; oneOf: readonly unknown[] }[];
};

/** Something that the document leaves open: the question, what we chose, and why. */
export type Reading = { question: string; choice: string; why: string };

/** One duty of a procedure: when this has happened and these facts hold, this role does this within this time. */
export type Rule = {
  id: string;
  clause: string;
  asks: string;
  /** Any of these starts it, as soon as `when` holds. */
  starts: readonly FactPattern[];
  /** It is needed only while all of these hold. When they come to hold again, it starts again. */
  when: readonly { circumstance: Circumstance; oneOf: readonly string[] }[];
  role: Role | "whoever-was-asked";
  act: ProcedureAct;
  within: Allowance;
  /** It cannot be done before each of these has happened; until then it waits. */
  waitsFor: readonly FactPattern[];
  /** Any of these does it. */
  ends: readonly FactPattern[];
  /** Any of these makes it needless. */
  unless: readonly FactPattern[];
  /** It is owed once for each enquiry, not once for the case. */
  eachEnquiry: boolean;
  late: { tell: Role } | undefined;
  reading: Reading | undefined;
  examples: readonly Example[];
};

/** A worked example: what happened, when it is looked at, and what the rule then says. */
export type Example = {
  says: string;
  given: readonly CaseFact[];
  now: Temporal.Instant;
  state: ObligationState;
  /** The due day, or for hours the due moment, as the file writes it. */
  due: string;
  boundary: boolean;
};

export type ObligationState =
  | "waiting"
  | "open"
  | "due-soon"
  | "met"
  | "met-late"
  | "overdue"
  | "no-longer-needed";

/** A way in which the procedure lets a case be closed, and the fact that proves it. [C24] */
export type ClosingOutcome = { outcome: Outcome; says: string; clause: string; needs: FactKind };

/** One version of an authority's own rules, as data. */
export type Procedure = {
  procedure: string;
  title: string;
  version: string;
  inForceFrom: Temporal.PlainDate;
  definition: Definition;
  outcomes: readonly ClosingOutcome[];
  /** The terms of the invented school in the worked examples. */
  exampleTerms: readonly TermSpan[];
  rules: readonly Rule[];
};

/** Of all versions of a procedure, the one in force on a day; before the first, the first. Undefined if there is none. */
export function versionInForce(
  procedures: readonly Procedure[],
  name: string,
  day: Temporal.PlainDate,
): Procedure | undefined {
  const versions = procedures
    .filter((each) => each.procedure === name)
    .sort((a, b) => Temporal.PlainDate.compare(a.inForceFrom, b.inForceFrom));
  return versions.findLast((each) => Temporal.PlainDate.compare(each.inForceFrom, day) <= 0) ?? versions[0];
}

/** If a fact is of this pattern. */
export function fits(pattern: FactPattern, fact: Pick<CaseFact, "kind" | "details">): boolean {
  if (pattern.kind !== fact.kind) return false;
  const details: Record<string, unknown> = fact.details;
  return pattern.details.every(({ name, oneOf }) => oneOf.includes(details[name]));
}

/** If a fact is of any of these patterns. */
export function fitsAny(patterns: readonly FactPattern[], fact: Pick<CaseFact, "kind" | "details">): boolean {
  return patterns.some((pattern) => fits(pattern, fact));
}
