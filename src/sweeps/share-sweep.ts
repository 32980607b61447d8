import type { Context } from "../context.ts";
import { dayInWords } from "../web/design/words.ts";
import { sweepToRun } from "./meet-child.ts";
import { type Audience, sharedWith } from "./sweep.ts";
import { insertShare, meetingsOf } from "./sweeps.store.ts";

/**
 * Shares what a sweep found with a service, as a list of only what that may see (act run-sweep); the list is kept as it left. Children
 * whose status nobody has recorded are left out. @throws NotFound, NotAllowed. [E06] [G01]
 */
export async function shareSweep(
  context: Context,
  reference: string,
  { audience, lawfulBasis }: { audience: Audience; lawfulBasis: string },
): Promise<"shared" | "nobody-to-share"> {
  const sweep = await sweepToRun(context, reference);
  const { id, authorityId, area, plannedOn } = sweep;
  const children = sharedWith(audience, await meetingsOf(context.database, id), plannedOn);
  if (children.length === 0) return "nobody-to-share";
  const called = `Sweep ${reference}, ${area}, ${dayInWords(plannedOn)}`;
  await insertShare(context, sweep, { audience, called, lawfulBasis, children });
  await context.audit({
    ...{ act: "shared sweep", subject: "sweep", subjectId: id, authorityId },
    details: { audience, rows: children.length },
  });
  return "shared";
}
