import type { Role } from "../access/roles.ts";
import type { TermSpan } from "../calendar/index.ts";
import type { ProcedureAct } from "./acts.ts";
import type { Circumstance } from "./circumstances.ts";
import type { Definition, RiskOfAbsence } from "./definition.ts";
import type { CaseFact, FactKind, Outcome } from "./fact-kinds.ts";
import type { Allowance } from "./units.ts";

/** A kind of fact, perhaps only with some of its details: `visit-made` with `found` one of `no-answer`, `refused`. */
export type FactPattern = {
  kind: FactKind;
  details: readonly { name: string; oneOf: readonly unknown[] }[];
};

/** Something that the document leaves open: the question, what we chose, and why. */
export type Reading = { question: string; choice: string; why: string };

/** Whose history a rule is read in: a child's, an authority's, or that of a child's home education. */
export const subjects = ["child", "authority", "home-education"] as const;
export type Subject = (typeof subjects)[number];

/** What nobody may do while this holds: duties with one of these acts are suspended, whatever procedure asks for them. */
export type Suspension = {
  /** The procedure that suspends. */
  procedure: string;
  clause: string;
  /** It holds while all of these do. */
  when: Rule["when"];
  acts: readonly ProcedureAct[];
  /** The other procedures whose duties it is meant to stop too: the precedence that the proof asks for. */
  over: readonly string[] | "all";
  says: string;
  reading: Reading | undefined;
};

/** A time before whose end something may not be done: so long from the last of these facts, or else from what begins the duty. */
export type Bar = { lasts: Allowance; countedFrom: readonly FactPattern[] };

/** One duty of a procedure: when this has happened and these facts hold, this role does this within this time. */
export type Rule = {
  id: string;
  clause: string;
  asks: string;
  /** Whose history it is read in: a child's, what an authority owes for all of its children together, or a child's home education. */
  about: Subject;
  /** Any of these starts it, as soon as `when` holds. */
  starts: readonly FactPattern[];
  /** So does the lateness of any of these rules of the same procedure, by their ids. */
  startsWhenLate: readonly string[];
  /** It is needed only while all of these hold. When they come to hold again, it starts again. */
  when: readonly { circumstance: Circumstance; oneOf: readonly string[] }[];
  role: Role | "whoever-was-asked";
  act: ProcedureAct;
  within: Allowance;
  /** It cannot be done before each of these has happened; until then it waits. */
  waitsFor: readonly FactPattern[];
  /** It may not be done before each of these is over; until then it waits, and its time runs from the last of them. */
  notBefore: readonly Bar[];
  /** Any of these does it. */
  ends: readonly FactPattern[];
  /** Any of these makes it needless. */
  unless: readonly FactPattern[];
  /** It is owed once for each enquiry, not once for the case. */
  eachEnquiry: boolean;
  /** The end of a case does not end it: it is owed for the child, with or without a case. */
  apartFromCase: boolean;
  /** The procedures whose suspensions do not stop it. */
  prevailsOver: readonly string[] | "all";
  /**
   * The first day on which something can begin it, or that no such day is known: an act of Parliament that waits for its
   * commencement. Undefined: in force with its file.
   */
  commences: Temporal.PlainDate | "not-commenced" | undefined;
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
  | "suspended"
  | "met"
  | "met-late"
  | "overdue"
  | "no-longer-needed";

/** A way in which the procedure lets a case be closed, and the fact that proves it. [C24] */
export type ClosingOutcome = { outcome: Outcome; says: string; clause: string; needs: FactKind };

/** Who does what for children whose cases have one of these reasons, as the document's own table says. [A09] */
export type ReasonGroup = {
  group: string;
  clause: string;
  /** Reasons of a case, as `src/children/reasons.ts` has them. */
  reasons: readonly string[];
  /** `role` is left out of those who hold no role here: "Other agencies". */
  who: readonly { called: string; role: Role | undefined; does: readonly string[] }[];
};

/** One version of an authority's own rules, as data. */
export type Procedure = {
  procedure: string;
  title: string;
  version: string;
  inForceFrom: Temporal.PlainDate;
  /** The procedures together with which it applies; with none it holds cases by itself. */
  runsWith: readonly string[] | "all";
  /** Undefined where a procedure that runs with others leaves it to them. */
  definition: Definition | undefined;
  /** Undefined where the document calls no length of absence at risk. */
  atRisk: RiskOfAbsence | undefined;
  /** None where the document has no such table. */
  reasonGroups: readonly ReasonGroup[];
  /** None where a procedure that runs with others leaves the case to them. */
  outcomes: readonly ClosingOutcome[];
  suspends: readonly Suspension[];
  /** The terms of the invented school in the worked examples. */
  exampleTerms: readonly TermSpan[];
  rules: readonly Rule[];
};

/**
 * The procedures that apply where an authority works to the one of this name: its versions, and those of every procedure
 * that runs with it.
 */
export function proceduresApplying(procedures: readonly Procedure[], name: string): readonly Procedure[] {
  const known = applying.get(procedures) ?? new Map<string, readonly Procedure[]>();
  applying.set(procedures, known);
  const found =
    known.get(name) ??
    procedures.filter(
      ({ procedure, runsWith }) => procedure === name || runsWith === "all" || runsWith.includes(name),
    );
  known.set(name, found);
  return found;
}

/** Lists of thousands of cases ask for the same few lists of procedures. */
const applying = new WeakMap<readonly Procedure[], Map<string, readonly Procedure[]>>();

/**
 * Of all versions of a procedure, the one in force on a day. Before the first: the first, of a procedure that holds
 * cases, for a case needs one; of one that runs with others, none. Undefined if there is none.
 */
export function versionInForce(
  procedures: readonly Procedure[],
  name: string,
  day: Temporal.PlainDate,
): Procedure | undefined {
  const versions = procedures
    .filter((each) => each.procedure === name)
    .sort((a, b) => Temporal.PlainDate.compare(a.inForceFrom, b.inForceFrom));
  const first = versions[0]?.runsWith.length === 0 ? versions[0] : undefined;
  return versions.findLast((each) => Temporal.PlainDate.compare(each.inForceFrom, day) <= 0) ?? first;
}

/** If a fact is of this pattern. */
export function fits(pattern: FactPattern, fact: Pick<CaseFact, "kind" | "details">): boolean {
  if (pattern.kind !== fact.kind) return false;
  const details: Record<string, unknown> = fact.details;
  for (const { name, oneOf } of pattern.details) if (!oneOf.includes(details[name])) return false;
  return true;
}

/** If a fact is of any of these patterns. */
export function fitsAny(patterns: readonly FactPattern[], fact: Pick<CaseFact, "kind" | "details">): boolean {
  for (const pattern of patterns) if (fits(pattern, fact)) return true;
  return false;
}
