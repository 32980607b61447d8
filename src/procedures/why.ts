import { dayAt } from "../calendar/index.ts";
import type { Moment } from "./due.ts";
import type { Duty } from "./duty.ts";
import { factKinds } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import type { Rule } from "./procedure.ts";
import type { Opening, Timing } from "./timing.ts";
import { allowanceInWords, isCalendarUnit, withinInWords } from "./units.ts";

/** Why a duty is due when it is, and what became of it, in plain English. */
export function whyOf(duty: Duty, timing: Timing): string {
  const { due, resumed, paused, opens } = timing;
  const { ended, endedBy } = duty;
  let why = opens ? limitAfter(opens, duty.rule) : limitOf(duty);
  if (resumed)
    why += ` It was suspended from ${dayInWordsOf(resumed.from)} to ${resumed.until ? dayInWordsOf(resumed.until) : ""} (${resumed.suspension.clause}), and is counted anew since.`;
  why += ` ${due.counted}`;
  if (ended === undefined && paused)
    why += ` Suspended since ${inWords(paused.from)}: ${paused.suspension.says} (${paused.suspension.clause}).`;
  if (ended === undefined && duty.waits !== 0) why += ` Waits for ${whatIsWaitedFor(duty)}.`;
  if (endedBy) why += ` ${ended === "met" ? "Done by" : "No longer needed since"} ${inWords(endedBy)}.`;
  return why;
}

function whatIsWaitedFor({ rule, waits }: Duty): string {
  const still = rule.waitsFor.filter((_, place) => waits & (1 << place));
  return still.map(({ kind }) => factKinds[kind].called).join(" and ");
}

function limitOf(duty: Duty): string {
  const { rule, repeats, becauseLate, begunBy, starts } = duty;
  if (repeats && isCalendarUnit(rule.within.unit)) {
    const span = allowanceInWords(rule.within).replace(/^1 /, "");
    return `Every ${span} from ${inWords(firstOf(duty).begunBy)}, next after ${inWords(begunBy)}: ${rule.clause}.`;
  }
  const from = becauseLate
    ? `${dayInWordsOf(starts)}, when "${becauseLate.rule.asks}" was overdue`
    : inWords(begunBy);
  return `${openingOf(rule)}${from}: ${rule.clause}.`;
}

function limitAfter({ until, lasts, since }: Opening, rule: Rule): string {
  const day = until.day.words;
  const span = allowanceInWords(rule.within);
  return `It may not be done before ${day} is over: ${withinInWords(lasts)} of ${inWords(since)}. Within ${span} of then: ${rule.clause}.`;
}

const openings = new WeakMap<Rule, string>();

/** How every limit of a rule begins. */
function openingOf(rule: Rule): string {
  const known = openings.get(rule);
  if (known !== undefined) return known;
  const span = allowanceInWords(rule.within);
  const opening =
    rule.within.counting === "after" ? `Within ${span} of ` : `Within ${span}, beginning with the day of `;
  openings.set(rule, opening);
  return opening;
}

function firstOf(duty: Duty): Duty {
  let first = duty;
  while (first.repeats) first = first.repeats;
  return first;
}

function inWords(move: Move): string {
  return `${factKinds[move.fact.kind].called} on ${dayInWordsOf(move)}`;
}

function dayInWordsOf({ ms }: Moment): string {
  return dayAt(ms).words;
}
