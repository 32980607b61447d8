import { type Calendars, dayOf, lastDaysOfTermsOf, numberOf, startOf } from "../calendar/index.ts";
import { type CaseFact, fitsAny, type Rule } from "../procedures/index.ts";

/** The moment at which work with Keepsight began in an authority; undefined before it. */
export function workBegan(facts: readonly CaseFact[]): Temporal.Instant | undefined {
  return facts
    .filter(({ kind }) => kind === "duties-began")
    .map(({ happenedAt }) => happenedAt)
    .sort(Temporal.Instant.compare)[0];
}

/** If a day lies before the one on which the work began; so does every day until it has. */
export function isBeforeTheWork(day: Temporal.PlainDate, facts: readonly CaseFact[]): boolean {
  const began = workBegan(facts);
  return began === undefined || Temporal.PlainDate.compare(day, dayOf(began)) < 0;
}

/** If the beginning of the work begins a duty, so that somebody may say when it was done last before. */
export function isBegunByTheWork({ starts }: Pick<Rule, "starts">): boolean {
  return starts.some(({ kind }) => kind === "duties-began");
}

/** What counts for every other duty: all but what was done before the work began. */
export function sinceTheWorkBegan(facts: readonly CaseFact[]): CaseFact[] {
  return facts.filter(
    ({ kind, happenedAt }) => kind !== "duty-done" || !isBeforeTheWork(dayOf(happenedAt), facts),
  );
}

/**
 * The facts by which a duty is counted of which somebody said when it was done last before the work began: it begins with that day, not with
 * the work. Undefined where nobody said so, and for a duty that the work does not begin. What is owed once a term was done for the term of that
 * day and is owed again for the next one; of a term before all that are known, what counts is that this one is owed. Throws NoTermDates.
 */
export function countedFromBefore(
  rule: Rule,
  facts: readonly CaseFact[],
  { calendars, authorityId }: { calendars: Calendars; authorityId: number },
): CaseFact[] | undefined {
  if (!isBegunByTheWork(rule)) return undefined;
  const corrected = new Set(facts.map(({ replaces }) => replaces));
  const last = facts
    .filter((fact) => fitsAny(rule.ends, fact) && !corrected.has(fact.id))
    .filter(({ happenedAt }) => isBeforeTheWork(dayOf(happenedAt), facts))
    .sort((one, other) => Temporal.Instant.compare(other.happenedAt, one.happenedAt))[0];
  if (!last) return undefined;
  const since = sinceTheWorkBegan(facts);
  const later = since.filter(({ kind }) => kind !== "duties-began");
  if (rule.within.unit !== "terms") return [last, ...later];
  const doneOn = dayOf(last.happenedAt);
  const { calendar } = lastDaysOfTermsOf(calendars, { authorityId });
  if (numberOf(doneOn) < calendar.from) return since;
  const began = since.filter(({ kind }) => kind === "duties-began");
  return [...began.map((fact) => ({ ...fact, happenedAt: startOf(doneOn) })), last, ...later];
}
