import { dayInWords, dayOf } from "../calendar/index.ts";
import type { Duty } from "./course.ts";
import { type CaseFact, factKinds } from "./fact-kinds.ts";
import { allowanceInWords, type Due } from "./units.ts";

/** Why a duty is due when it is, and what became of it, in plain English. */
export function whyOf({ rule, begunBy, ended, endedBy, waitsFor }: Duty, due: Due): string {
  const span = allowanceInWords(rule.within);
  const limit =
    rule.within.counting === "after"
      ? `Within ${span} of ${inWords(begunBy)}`
      : `Within ${span}, beginning with the day of ${inWords(begunBy)}`;
  const end = endedBy && `${ended === "met" ? "Done by" : "No longer needed since"} ${inWords(endedBy)}.`;
  const wait =
    ended === undefined && waitsFor.length > 0
      ? `Waits for ${waitsFor.map((pattern) => factKinds[pattern.kind].called).join(" and ")}.`
      : undefined;
  return [`${limit}: ${rule.clause}.`, due.counted, wait, end].filter((part) => part !== undefined).join(" ");
}

function inWords(fact: CaseFact): string {
  return `${factKinds[fact.kind].called} on ${dayInWords(dayOf(fact.happenedAt))}`;
}
