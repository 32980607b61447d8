import {
  addressesOf,
  lastKnown,
  recordAddress,
  recordLeaving,
  takeBackAddresses,
} from "../children/index.ts";
import type { Context } from "../context.ts";
import { londonDay } from "../web/design/words.ts";
import type { VisitReport } from "./visit.ts";

const source = "home visit";

/** What a visit that found the family gone says of the child's addresses: one was left, and another is stated where it is known. */
export async function moveAddress(context: Context, childId: number, report: VisitReport): Promise<void> {
  const day = londonDay(report.visitedAt);
  const { lines, postcode } = report.newAddress;
  const left = lastKnown(await addressesOf(context.database, childId));
  if (left && left.certainty !== "left") await recordLeaving(context, childId, left, { by: day, source });
  if (report.found === "family-moved" && lines)
    await recordAddress(context, childId, { lines, postcode, certainty: "stated", source });
}

/** Takes back what a visit that is put right said of the child's addresses, as far as nobody has said otherwise since. */
export function moveBack(
  context: Context,
  childId: number,
  visit: { madeAt: Temporal.Instant; madeById: number },
): Promise<void> {
  return takeBackAddresses(context, childId, { source, at: visit.madeAt, by: visit.madeById });
}
