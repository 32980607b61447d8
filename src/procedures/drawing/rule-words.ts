import { factKinds } from "../fact-kinds.ts";
import { patternInWords } from "../pattern-words.ts";
import type { Rule } from "../procedure.ts";
import { allowanceInWords } from "../units.ts";

/** A time with the way in which it is counted, in two lines where the day itself is day one. */
export function limitInWords(within: Rule["within"]): readonly string[] {
  const time = `Within ${allowanceInWords(within)}`;
  return within.counting === "after" ? [time] : [time, "the day itself counts"];
}

/** What begins a step: `the visit (no answer), or the lateness of step 12`. */
export function beginningInWords({ starts, startsWhenLate }: Rule, numberOf: (id: string) => number): string {
  return [
    ...starts.map(patternInWords),
    ...startsWhenLate.map((id) => `the lateness of step ${numberOf(id)}`),
  ].join(", or ");
}

/** What ends a step, or makes it needless. */
export function endInWords({ ends, unless }: Rule): string {
  return [...ends, ...unless].map(patternInWords).join(", or ");
}

/** What must have happened before a step can be done; nothing where it waits for nothing. */
export function waitInWords({ waitsFor }: Rule): string {
  return waitsFor.map(({ kind }) => factKinds[kind].called).join(" and ");
}

/** Before what is over a step may not be done: `10 school days from the referral`; nothing where it may be done at once. */
export function barsInWords(rule: Rule, numberOf: (id: string) => number): string {
  return rule.notBefore
    .map(({ lasts, countedFrom }) => {
      const from = countedFrom.map(patternInWords).join(", or ") || beginningInWords(rule, numberOf);
      const counting = lasts.counting === "after" ? "" : ", the day itself counts";
      return `${allowanceInWords(lasts)} from ${from}${counting}`;
    })
    .join(" and ");
}
