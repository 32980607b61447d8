import { dayInWords } from "../calendar/index.ts";
import { acts } from "./acts.ts";
import type { Definition, RiskOfAbsence } from "./definition.ts";
import { factKinds } from "./fact-kinds.ts";
import { patternsInWords } from "./pattern-words.ts";
import type { Procedure, Reading, Rule } from "./procedure.ts";
import { withinInWords } from "./units.ts";
import { conditionsInWords } from "./words-of-circumstances.ts";

/** One duty of a procedure in words, for a table that its owner can sign. */
export type RuleInWords = {
  id: string;
  clause: string;
  asks: string;
  /** `area attendance officer`. */
  role: string;
  verb: string;
  /** `the visit (no answer or refused at the door)`. */
  after: string;
  /** `the address is in the area and no education is proved`, or nothing. */
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
    role: roleInWords(rule.role),
    verb: acts[rule.act].verb,
    after: beginningOf(rule),
    while: conditionsInWords(rule.when),
    within: timeInWords(rule),
    until: patternsInWords([...rule.ends, ...rule.unless]),
    inForce: inForceInWords(rule),
    late: rule.late === undefined ? "" : `Tell the ${roleInWords(rule.late.tell)}`,
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

/** Which absence a procedure calls at risk of missing education, line by line; nothing where it names none. [A05] */
export function explainAtRisk(atRisk: RiskOfAbsence | undefined): string[] {
  if (atRisk === undefined) return [];
  const { clause, says, schoolDays, reading } = atRisk;
  return [
    `At risk of missing education (${clause}), after ${schoolDays} school days away without permission: ${says}`,
    ...(reading ? [`${reading.question} ${reading.choice} ${reading.why}`] : []),
  ];
}

/** What a procedure stops while something holds, whose duties besides its own, and what it says then; line by line. [E04] */
export function explainSuspensions({ suspends }: Pick<Procedure, "suspends">): string[] {
  return suspends.map(({ clause, when, acts: stopped, over, says, reading }) => {
    const verbs = stopped.map((act) => `"${acts[act].verb}"`).join(", ");
    const also = over === "all" ? " in every procedure" : over.map((name) => `, also in ${name}`).join("");
    const line = `Suspended${also} (${clause}) while ${conditionsInWords(when)}: ${verbs}. ${says}`;
    return reading ? `${line} ${reading.question} ${reading.choice} ${reading.why}` : line;
  });
}

/** The ways in which a procedure lets a case be closed, line by line; nothing where it leaves that to others. [C24] */
export function explainClosing({ outcomes }: Pick<Procedure, "outcomes">): string[] {
  return outcomes.map(
    ({ says, clause, needs }) =>
      `A case may be closed (${clause}) when ${says}; it is proved by ${factKinds[needs].called}.`,
  );
}

/** What begins a duty in words: `the visit request (urgent), or the lateness of "visit"`. */
export function beginningOf({ starts, startsWhenLate }: Rule): string {
  const late = startsWhenLate.map((id) => `the lateness of "${id}"`);
  return [...(starts.length > 0 ? [patternsInWords(starts)] : []), ...late].join(", or ");
}

function inForceInWords({ commences }: Rule): string {
  if (commences === undefined) return "";
  return commences === "not-commenced" ? "not in force yet" : `in force from ${dayInWords(commences)}`;
}

/** A role as people say it: `area attendance officer`, `CME officer`. */
export function roleInWords(role: Rule["role"]): string {
  return role.replaceAll("-", " ").replace(/\b(cme|pru|ehe)\b/, (letters) => letters.toUpperCase());
}

/** What must be over before a duty may be done: `20 school days of the absence`; nothing where nothing must. */
export function barsInWords({ notBefore, ...rule }: Rule): string {
  return notBefore
    .map(({ lasts, countedFrom }) => {
      const from =
        countedFrom.length > 0 ? patternsInWords(countedFrom) : beginningOf({ ...rule, notBefore });
      return `${withinInWords(lasts)} of ${from}`;
    })
    .join(" and ");
}

/** The time of a duty, and what must be over before it runs: `1 week, not before 4 weeks of the absence are over`. */
function timeInWords(rule: Rule): string {
  const bars = barsInWords(rule);
  return bars === "" ? withinInWords(rule.within) : `${withinInWords(rule.within)}, when ${bars} are over`;
}
