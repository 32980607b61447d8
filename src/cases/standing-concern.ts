import { flagStanding, flagsStanding, lowerFlag, recordFlags } from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Kase, NewFact } from "./case.ts";
import { flagOf, type RoutedFlag, routedFlags } from "./hold.ts";
import { casesOfFlagged } from "./holds.store.ts";

/**
 * What is recorded with these facts: besides them, when a case is opened or opened again, the concerns that the child's
 * own record knows already. [E04] [E05]
 */
export async function withStandingConcern(
  context: Context,
  { id, childId }: Pick<Kase, "id" | "childId">,
  facts: readonly NewFact[],
): Promise<readonly NewFact[]> {
  if (!facts.some(({ kind }) => kind === "case-opened" || kind === "case-reopened")) return facts;
  const whole = [...facts];
  for (const { flag } of await flagsStanding(context.database, childId, routedFlags)) {
    if (facts.some((fact) => flagOf(fact) === flag)) continue;
    const cases = await casesOfFlagged(context.database, childId, flag);
    if (cases.find((kase) => kase.id === id)?.suspects) continue;
    whole.push({ kind: "concern-raised", details: { about: flag } });
  }
  return whole;
}

/**
 * Makes the flags of a child say what the facts just recorded in a case make of them, and answers what other cases of the
 * child have not been told yet. [E04] [E05]
 */
export async function flagByFacts(
  context: Context,
  { id, reference, childId }: Pick<Kase, "id" | "reference" | "childId">,
  facts: readonly NewFact[],
): Promise<{ caseId: number; fact: NewFact }[]> {
  const { database } = context;
  const toTell = [];
  for (const flag of new Set(facts.flatMap((fact) => flagOf(fact) ?? []))) {
    const cases = await casesOfFlagged(database, childId, flag);
    const suspects = cases.find((kase) => kase.id === id)?.suspects ?? false;
    const flagged = (await flagStanding(database, childId, flag)) !== undefined;
    const source = `Case ${reference}`;
    if (suspects && !flagged) await recordFlags(context, childId, [flag], source);
    if (!suspects && flagged) await lowerFlag(context, childId, flag, source);
    toTell.push(
      ...(await casesToTell(context, childId, flag, suspects ? "concern-raised" : "concern-settled")),
    );
  }
  return toTell;
}

/** Who is to be told: of a concern, the open case; of its end, every case that still says so. */
export async function casesToTell(
  context: Context,
  childId: number,
  flag: RoutedFlag,
  kind: "concern-raised" | "concern-settled",
): Promise<{ caseId: number; fact: NewFact }[]> {
  const cases = await casesOfFlagged(context.database, childId, flag);
  return cases
    .filter(({ open, suspects }) => (kind === "concern-raised" ? open && !suspects : suspects))
    .map(({ id }) => ({ caseId: id, fact: { kind, details: { about: flag } } }));
}
