import type { Context } from "../../context.ts";
import { risksOfReferralAt } from "../../visits/index.ts";
import type { PassedOn } from "./record-on-referral.ts";

/** When the risks of the next visit on a referral were weighed, if they are: each visit stands on an assessment of its own. [E02] */
export async function risksWeighedAt(
  { database }: Pick<Context, "database">,
  { referral, facts }: PassedOn,
): Promise<Temporal.Instant | undefined> {
  const weighedAt = await risksOfReferralAt(database, referral.id);
  const visited = facts.findLast(({ kind }) => kind === "visit-made")?.madeAt;
  if (!weighedAt || (visited && Temporal.Instant.compare(visited, weighedAt) >= 0)) return undefined;
  return weighedAt;
}
