import { flagStanding, lowerFlag, recordFlags, type VulnerabilityGroup } from "../children/index.ts";
import type { Context } from "../context.ts";
import { holdingFlag } from "./hold.ts";
import { recordFact } from "./record-facts.ts";
import { casesToTell } from "./standing-concern.ts";

/**
 * Records that a child belongs to vulnerability groups. The one that forbids any approach to the family becomes a fact of
 * the open case in the same transaction, so that the procedure holds the case and its duties begin. [A08] [E04]
 */
export async function raiseFlags(
  context: Context,
  childId: number,
  groups: readonly VulnerabilityGroup[],
  source: string,
): Promise<void> {
  const stands = await flagStanding(context.database, childId, holdingFlag);
  const fresh = groups.filter((group) => !stands || group !== holdingFlag);
  await recordFlags(context, childId, fresh, source);
  if (!fresh.includes(holdingFlag)) return;
  for (const { caseId, fact } of await casesToTell(context, childId, "concern-raised"))
    await recordFact(context, caseId, fact);
}

/** Records that a forced marriage is no longer suspected, on the child's record and in every case. The database lets the safeguarding lead alone. */
export async function lowerHoldingFlag(context: Context, childId: number, source: string): Promise<void> {
  await lowerFlag(context, childId, holdingFlag, source);
  for (const { caseId, fact } of await casesToTell(context, childId, "concern-settled"))
    await recordFact(context, caseId, fact);
}
