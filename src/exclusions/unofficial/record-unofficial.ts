import { requireAct } from "../../access/index.ts";
import { momentWithin } from "../../calendar/index.ts";
import { caseByReference, recordFacts } from "../../cases/index.ts";
import { childRecord } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import {
  insertUnofficial,
  insertUnofficialFact,
  schoolsToChoose,
  unofficialNumbered,
} from "./unofficial.store.ts";
import type { UnofficialExclusion, UnofficialFact } from "./unofficial-exclusion.ts";

/**
 * Takes a report of an unofficial exclusion into the log (act keep-exclusions); in the child's open case it stands in the words of
 * procedures. [E07]
 * @throws NotFound for a child or school that the viewer may not know of, NotAllowed in another authority.
 */
export async function reportUnofficial(
  context: Context,
  report: Omit<UnofficialExclusion, "id" | "madeAt">,
): Promise<{ id: number }> {
  const { authorityId, childId, schoolId, foundOn } = report;
  requireAct(context.viewer, "keep-exclusions", { authorityId });
  const schools = await schoolsToChoose(context.database, authorityId);
  if (!schools.some(({ id }) => id === schoolId)) throw new NotFound();
  const id = await insertUnofficial(context, report);
  const happenedAt = momentWithin(foundOn, context.now);
  await tellCase(context, childId, [
    { kind: "unofficial-exclusion-found", details: {}, happenedAt },
    { kind: "agency-told", details: { agency: "exclusions-team" } },
  ]);
  await context.audit({
    ...{
      act: "reported unofficial exclusion",
      subject: "list",
      authorityId,
      ...(childId !== null && { childId }),
    },
    details: { report: id },
  });
  return { id };
}

/**
 * Records the talk with the head, what was put right, or that it was not so (act keep-exclusions). [E07]
 * @throws NotFound for a report that the viewer may not know of, NotAllowed in another authority.
 */
export async function recordUnofficial(
  context: Context,
  id: number,
  fact: UnofficialFact,
): Promise<"recorded" | "before-it-began"> {
  const report = await unofficialNumbered(context.database, id);
  if (!report) throw new NotFound();
  const { authorityId, childId } = report;
  requireAct(context.viewer, "keep-exclusions", { authorityId });
  if (Temporal.PlainDate.compare(fact.happenedOn, report.foundOn) < 0) return "before-it-began";
  await insertUnofficialFact(context, id, fact);
  if (fact.kind !== "put-right")
    await tellCase(context, childId, [
      {
        ...{ kind: "agency-told", details: { agency: "school" } },
        happenedAt: momentWithin(fact.happenedOn, context.now),
      },
    ]);
  await context.audit({
    ...{
      act: "recorded unofficial exclusion",
      subject: "list",
      authorityId,
      ...(childId !== null && { childId }),
    },
    details: { report: id, kind: fact.kind },
  });
  return "recorded";
}

async function tellCase(
  context: Context,
  childId: number | null,
  facts: Parameters<typeof recordFacts>[2],
): Promise<void> {
  if (childId === null) return;
  const child = await childRecord(context.database, childId);
  if (!child) throw new NotFound();
  const open = child.cases.find((each) => each.open);
  if (!open) return;
  const { id } = await caseByReference(context, open.reference);
  await recordFacts(context, id, facts);
}
