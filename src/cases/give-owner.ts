import type { Context } from "../context.ts";
import { caseToWork } from "./case-to-work.ts";
import { ownersIn, setOwner } from "./owners.store.ts";
import { recordFact } from "./record-facts.ts";

/**
 * Gives a case to somebody who may work cases of its authority; the chronology says to whom. Throws as `caseToWork` and
 * `recordFact`.
 */
export async function giveOwner(
  context: Context,
  reference: string,
  { ownerId, seen }: { ownerId: number; seen?: number | undefined },
): Promise<"given" | "cannot-own"> {
  const kase = await caseToWork(context, reference, "work-case");
  const owner = (await ownersIn(context.database, kase.authorityId)).find(({ id }) => id === ownerId);
  if (!owner) return "cannot-own";
  await recordFact(context, kase.id, {
    kind: "note-made",
    details: { note: `Now owned by ${owner.name}.` },
    seen,
  });
  await setOwner(context.database, kase.id, ownerId);
  return "given";
}
