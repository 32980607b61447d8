import { flagsStanding, lowerFlag, recordFlags, type VulnerabilityGroup } from "../children/index.ts";
import type { Context } from "../context.ts";
import { holdingFlags, routedFlags } from "./hold.ts";
import { recordFact } from "./record-facts.ts";
import { casesToTell } from "./standing-concern.ts";

/**
 * Records that a child belongs to vulnerability groups. One with a route of its own becomes a concern of the open case in the same
 * transaction, so that the duties of the route begin, and the case is held where nobody may approach the family. [A08] [E04] [E05]
 */
export async function raiseFlags(
  context: Context,
  childId: number,
  groups: readonly VulnerabilityGroup[],
  source: string,
): Promise<void> {
  const stand = (await flagsStanding(context.database, childId, routedFlags)).map(({ flag }) => flag);
  const fresh = groups.filter((group) => !stand.some((flag) => flag === group));
  await recordFlags(context, childId, fresh, source);
  for (const flag of routedFlags.filter((each) => fresh.includes(each)))
    for (const { caseId, fact } of await casesToTell(context, childId, flag, "concern-raised"))
      await recordFact(context, caseId, fact);
}

/**
 * Records that nobody need keep away from the family any more, on the child's record and in every case. The database lets the
 * safeguarding lead alone.
 */
export async function lowerHoldingFlags(context: Context, childId: number, source: string): Promise<void> {
  for (const { flag } of await flagsStanding(context.database, childId, holdingFlags)) {
    await lowerFlag(context, childId, flag, source);
    for (const { caseId, fact } of await casesToTell(context, childId, flag, "concern-settled"))
      await recordFact(context, caseId, fact);
  }
}
