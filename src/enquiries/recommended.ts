import { obligationsKept } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type Agency, isOwedNow, proceduresOf, type Rule } from "../procedures/index.ts";

/** The kinds of agency that would fulfil what these rules ask: where a rule ends by asking certain ones, those. */
export function kindsToAsk(rules: readonly Pick<Rule, "ends">[]): Set<Agency> {
  return new Set(
    rules
      .flatMap(({ ends }) => ends)
      .filter(({ kind }) => kind === "enquiry-sent")
      .flatMap(({ details }) => details.filter(({ name }) => name === "to"))
      .flatMap(({ oneOf }) => oneOf as Agency[]),
  );
}

/** The kinds of agency that the case's procedure wants asked now, by what is owed in it. [C25] */
export async function recommendedKinds(
  context: Context,
  kase: { id: number; procedure: string; authorityId: number; openedAt: Temporal.Instant },
): Promise<Set<Agency>> {
  const owed = (await obligationsKept(context, kase.id)).filter(isOwedNow);
  const rules = proceduresOf(context.procedures, kase).flatMap((procedure) => procedure.rules);
  return kindsToAsk(rules.filter(({ id }) => owed.some(({ obligation }) => obligation === id)));
}
