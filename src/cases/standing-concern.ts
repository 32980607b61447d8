import { flagStanding, lowerFlag, recordFlags } from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Kase, NewFact } from "./case.ts";
import { holdingFlag, isAboutHold } from "./hold.ts";
import { casesOfFlagged } from "./holds.store.ts";

/**
 * What is recorded with these facts: besides them, when a case is opened or opened again, the concern that the child's
 * own record knows already. [E04]
 */
export async function withStandingConcern(
  context: Context,
  { id, childId }: Pick<Kase, "id" | "childId">,
  facts: readonly NewFact[],
): Promise<readonly NewFact[]> {
  if (!facts.some(({ kind }) => kind === "case-opened" || kind === "case-reopened")) return facts;
  if (facts.some(isAboutHold) || !(await flagStanding(context.database, childId, holdingFlag))) return facts;
  const cases = await casesOfFlagged(context.database, childId);
  if (cases.find((kase) => kase.id === id)?.suspects) return facts;
  return [...facts, { kind: "concern-raised", details: { about: holdingFlag } }];
}

/**
 * Makes the flag of a child say what the facts just recorded in a case make of it, and answers what other cases of the
 * child have not been told yet. [E04]
 */
export async function flagByFacts(
  context: Context,
  { id, reference, childId }: Pick<Kase, "id" | "reference" | "childId">,
  facts: readonly NewFact[],
): Promise<{ caseId: number; fact: NewFact }[]> {
  if (!facts.some(isAboutHold)) return [];
  const { database } = context;
  const suspects =
    (await casesOfFlagged(database, childId)).find((kase) => kase.id === id)?.suspects ?? false;
  const flagged = (await flagStanding(database, childId, holdingFlag)) !== undefined;
  const source = `Case ${reference}`;
  if (suspects && !flagged) await recordFlags(context, childId, [holdingFlag], source);
  if (!suspects && flagged) await lowerFlag(context, childId, holdingFlag, source);
  return casesToTell(context, childId, suspects ? "concern-raised" : "concern-settled");
}

/** Who is to be told: of a concern, the open case; of its end, every case that still says so. */
export async function casesToTell(
  context: Context,
  childId: number,
  kind: "concern-raised" | "concern-settled",
): Promise<{ caseId: number; fact: NewFact }[]> {
  const cases = await casesOfFlagged(context.database, childId);
  return cases
    .filter(({ open, suspects }) => (kind === "concern-raised" ? open && !suspects : suspects))
    .map(({ id }) => ({ caseId: id, fact: { kind, details: { about: holdingFlag } } }));
}
