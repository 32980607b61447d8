import { dayInWords } from "../calendar/index.ts";
import { atRiskByAbsence } from "./at-risk.ts";
import type { ChildAsked, Definition, OutOfScopeReason, RiskOfAbsence, Standing } from "./definition.ts";

/**
 * Whether a child is missing education, at risk of it, or out of scope under an authority's own definition, with the
 * reasons in plain words; "not-known" where the record does not say enough. Weeks are counted from the day on which the
 * last education ended: "four weeks or more" is reached on the 28th day after it. Whom only a roll keeps out of scope is
 * at risk where one of `risks` says so of the absence. [A05]
 */
export function standingUnder(
  definition: Definition,
  asked: ChildAsked,
  risks: readonly RiskOfAbsence[] = [],
): Standing {
  const [first, ...others] = outOfScope(asked);
  if (first) {
    const reasons = [first, ...others].map(({ reason, because }) => {
      const { says, clause } = definition.outOfScope[reason];
      return `${because}${says} (${clause}).`;
    });
    const atRisk = first.reason === "on-a-roll" ? atRiskByAbsence(asked, risks) : undefined;
    if (atRisk) return { ...atRisk, reasons: [...atRisk.reasons, ...reasons] };
    return { standing: "out-of-scope", reasons, clause: definition.outOfScope[first.reason].clause };
  }
  const lacking = whatIsLacking(definition, asked);
  if (lacking) return { standing: "not-known", reasons: [lacking], clause: definition.clause };
  return withoutEducation(definition, asked);
}

function outOfScope({ compulsoryAge, situation, today }: ChildAsked) {
  const found: { reason: OutOfScopeReason; because: string }[] = [];
  const ofAge = (because: string) => found.push({ reason: "not-of-compulsory-school-age", because });
  if (compulsoryAge && isBefore(today, compulsoryAge.from))
    ofAge(`Compulsory school age begins on ${dayInWords(compulsoryAge.from)}. `);
  if (compulsoryAge && isBefore(compulsoryAge.until, today))
    ofAge(`Compulsory school age ended on ${dayInWords(compulsoryAge.until)}. `);
  if (situation !== "without-education" && situation !== "not-known")
    found.push({ reason: situation, because: "" });
  return found;
}

function whatIsLacking({ weeks, clause }: Definition, asked: ChildAsked): string | undefined {
  if (!asked.compulsoryAge)
    return "The date of birth is not known, so nobody can say if the child is of compulsory school age.";
  if (asked.situation === "not-known") return "Nothing on record says how the child is or was educated.";
  if (!asked.since && weeks > 0)
    return `Since when the child has been out of education is not known, and this authority counts ${weeksInWords(weeks)} (${clause}).`;
  return undefined;
}

function withoutEducation({ weeks, clause }: Definition, { since, today }: ChildAsked): Standing {
  if (since && isBefore(today, since)) {
    const reasons = [`The last education known ends on ${dayInWords(since)}, and none is known after it.`];
    return { standing: "at-risk", reasons: [...reasons, counts(weeks, clause)], clause };
  }
  const out = since
    ? `Out of education since ${dayInWords(since)}, as far as is known: ${lengthInWords(since, today)}.`
    : "Out of education, as far as is known; since when is not recorded.";
  const countedFrom = since?.add({ weeks });
  if (countedFrom && isBefore(today, countedFrom)) {
    const from = `From ${dayInWords(countedFrom)} the child counts as missing education.`;
    return { standing: "at-risk", reasons: [out, counts(weeks, clause), from], clause };
  }
  return { standing: "missing-education", reasons: [out, counts(weeks, clause)], clause };
}

function counts(weeks: number, clause: string): string {
  return weeks === 0
    ? `This authority counts a child as missing education from the first day (${clause}).`
    : `This authority counts a child as missing education after ${weeksInWords(weeks)} (${clause}).`;
}

/** "3 weeks and 6 days". */
function lengthInWords(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  const { weeks, days } = from.until(to, { largestUnit: "week" });
  const daysToo = days === 1 ? "1 day" : `${days} days`;
  if (weeks === 0) return daysToo;
  return days === 0 ? weeksInWords(weeks) : `${weeksInWords(weeks)} and ${daysToo}`;
}

function weeksInWords(weeks: number): string {
  return weeks === 1 ? "1 week" : `${weeks} weeks`;
}

function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0;
}
