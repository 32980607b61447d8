import { acts } from "./acts.ts";
import type { Definition } from "./definition.ts";
import { factKinds } from "./fact-kinds.ts";
import type { FactPattern, Procedure, Reading, Rule } from "./procedure.ts";
import { withinInWords } from "./units.ts";

/** One duty of a procedure in words, for a table that its owner can sign. */
export type RuleInWords = {
  id: string;
  clause: string;
  asks: string;
  role: Rule["role"];
  verb: string;
  /** `the visit (no-answer or refused)`. */
  after: string;
  /** `while address is inside and education is missing`, or nothing. */
  while: string;
  within: string;
  until: string;
  /** Nothing, or from when it is in force: `not in force yet`. */
  inForce: string;
  late: string;
  reading: Reading | undefined;
};

/** A procedure as a table: each duty with its clause, owner, time, beginning and end, in the order of the file. */
export function explainProcedure({ rules }: Procedure): RuleInWords[] {
  return rules.map((rule) => ({
    id: rule.id,
    clause: rule.clause,
    asks: rule.asks,
    role: rule.role,
    verb: acts[rule.act].verb,
    after: beginningOf(rule),
    while: allOf(rule.when),
    within: timeInWords(rule),
    until: anyOf([...rule.ends, ...rule.unless]),
    inForce: inForceInWords(rule),
    late: rule.late === undefined ? "" : `Tell ${rule.late.tell}`,
    reading: rule.reading,
  }));
}

/** Whom a procedure counts as missing education, line by line, for the same table; nothing where it leaves that to others. [A05] */
export function explainDefinition(definition: Definition | undefined): string[] {
  if (definition === undefined) return [];
  const { clause, says, weeks, outOfScope, reading } = definition;
  const after =
    weeks === 0
      ? "from the first day without education"
      : `after ${weeks} ${weeks === 1 ? "week" : "weeks"} without education`;
  return [
    `Missing education (${clause}), ${after}: ${says}`,
    ...Object.values(outOfScope).map((each) => `Out of scope (${each.clause}): ${each.says}.`),
    ...(reading ? [`${reading.question} ${reading.choice} ${reading.why}`] : []),
  ];
}

/** What begins a duty in words: `the visit request (urgent), or the lateness of "visit"`. */
export function beginningOf({ starts, startsWhenLate }: Rule): string {
  const late = startsWhenLate.map((id) => `the lateness of "${id}"`);
  return [...(starts.length > 0 ? [anyOf(starts)] : []), ...late].join(", or ");
}

function inForceInWords({ commences }: Rule): string {
  if (commences === undefined) return "";
  return commences === "not-commenced" ? "not in force" : `in force from ${commences}`;
}

/** A role as people say it: `area attendance officer`, `CME officer`. */
export function roleInWords(role: Rule["role"]): string {
  return role.replaceAll("-", " ").replace(/\b(cme|pru|ehe)\b/, (letters) => letters.toUpperCase());
}

/** What must be over before a duty may be done: `20 school days of the absence`; nothing where nothing must. */
export function barsInWords({ notBefore, ...rule }: Rule): string {
  return notBefore
    .map(({ lasts, countedFrom }) => {
      const from = countedFrom.length > 0 ? anyOf(countedFrom) : beginningOf({ ...rule, notBefore });
      return `${withinInWords(lasts)} of ${from}`;
    })
    .join(" and ");
}

/** The time of a duty, and what must be over before it runs: `1 week, not before 4 weeks of the absence are over`. */
function timeInWords(rule: Rule): string {
  const bars = barsInWords(rule);
  return bars === "" ? withinInWords(rule.within) : `${withinInWords(rule.within)}, when ${bars} are over`;
}

/** Conditions in words: `address is inside and education is missing`. */
export function allOf(conditions: Rule["when"]): string {
  return conditions
    .map(({ circumstance, oneOf }) => `${circumstance} is ${oneOf.join(" or ")}`)
    .join(" and ");
}

/** Fact patterns in words: `the visit (no-answer or refused), or the referral`. */
export function anyOf(patterns: readonly FactPattern[]): string {
  return patterns.map(patternInWords).join(", or ");
}

function patternInWords({ kind, details }: FactPattern): string {
  const words = details.map(({ name, oneOf }) =>
    typeof oneOf[0] === "boolean" ? `${oneOf[0] ? "" : "not "}${name}` : oneOf.join(" or "),
  );
  return words.length === 0 ? factKinds[kind].called : `${factKinds[kind].called} (${words.join("; ")})`;
}
