import { dayInWords, dayOf } from "../calendar/index.ts";
import type { Duty } from "./duties.ts";
import { type CaseFact, factKinds } from "./fact-kinds.ts";
import type { Timing } from "./timing.ts";
import { allowanceInWords, isCalendarUnit } from "./units.ts";

/** Why a duty is due when it is, and what became of it, in plain English. */
export function whyOf(duty: Duty, { due, resumed, paused }: Timing): string {
  const { rule, ended, endedBy, waitsFor } = duty;
  const parts = [`${limitOf(duty)}: ${rule.clause}.`];
  if (resumed)
    parts.push(
      `It was suspended from ${dayOfFact(resumed.from)} to ${resumed.until ? dayOfFact(resumed.until) : ""} (${resumed.suspension.clause}), and is counted anew since.`,
    );
  parts.push(due.counted);
  if (ended === undefined && paused)
    parts.push(
      `Suspended since ${inWords(paused.from)}: ${paused.suspension.says} (${paused.suspension.clause}).`,
    );
  if (ended === undefined && waitsFor.length > 0)
    parts.push(`Waits for ${waitsFor.map((pattern) => factKinds[pattern.kind].called).join(" and ")}.`);
  if (endedBy) parts.push(`${ended === "met" ? "Done by" : "No longer needed since"} ${inWords(endedBy)}.`);
  return parts.join(" ");
}

function limitOf(duty: Duty): string {
  const { within } = duty.rule;
  const span = allowanceInWords(within);
  if (duty.repeats && isCalendarUnit(within.unit))
    return `Every ${span.replace(/^1 /, "")} from ${inWords(firstOf(duty).begunBy)}, next after ${inWords(duty.begunBy)}`;
  const from = duty.becauseLate
    ? `${dayInWords(dayOf(duty.startsAt))}, when "${duty.becauseLate.rule.asks}" was overdue`
    : inWords(duty.begunBy);
  return within.counting === "after"
    ? `Within ${span} of ${from}`
    : `Within ${span}, beginning with the day of ${from}`;
}

function firstOf(duty: Duty): Duty {
  let first = duty;
  while (first.repeats) first = first.repeats;
  return first;
}

function inWords(fact: CaseFact): string {
  return `${factKinds[fact.kind].called} on ${dayOfFact(fact)}`;
}

function dayOfFact({ happenedAt }: CaseFact): string {
  return dayInWords(dayOf(happenedAt));
}
