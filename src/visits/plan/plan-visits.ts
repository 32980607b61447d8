import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { type CaseToPlan, casesToPlan, insertPlans, type Visitor, visitorsIn } from "./plan.store.ts";

/** Who goes, and when. */
export type Going = { personId: number; on: Temporal.PlainDate };

/** Why nobody is sent to a family. */
export type NotPlanned = { reference: string; because: "held" | "nothing-owed" | "not-theirs" };

/**
 * Plans visits, all or none (act plan-visits): who goes on which day; without `going` they leave the plan. A held case
 * only leaves it. @throws NotFound, and NotAllowed outside one's own area. [E02, E04]
 */
export async function planVisits(
  context: Context,
  references: readonly string[],
  going: Going | undefined,
): Promise<{ planned: number } | { refused: NotPlanned[] }> {
  const cases = await casesToPlan(context.database, references);
  if (cases.length < new Set(references).size) throw new NotFound();
  const authorities = new Set(cases.map(({ authorityId }) => authorityId));
  const visitors = new Map<number, Visitor[]>();
  for (const authorityId of authorities)
    visitors.set(authorityId, await visitorsIn(context.database, authorityId));
  const refused: NotPlanned[] = [];
  for (const kase of cases) {
    requireAct(context.viewer, "plan-visits", kase);
    const because = going && whyNot(kase, going, visitors.get(kase.authorityId) ?? []);
    if (because) refused.push({ reference: kase.reference, because });
  }
  if (refused.length > 0) return { refused };
  await insertPlans(
    context,
    cases.map(({ caseId }) => caseId),
    going,
  );
  for (const { caseId, childId, authorityId } of cases)
    await context.audit({
      act: going ? "planned visit" : "took visit off plan",
      subject: "case",
      subjectId: caseId,
      childId,
      authorityId,
    });
  return { planned: cases.length };
}

function whyNot(
  kase: CaseToPlan,
  { personId }: Going,
  visitors: readonly Visitor[],
): NotPlanned["because"] | undefined {
  if (kase.held) return "held";
  if (!kase.open || !kase.owed) return "nothing-owed";
  const visitor = visitors.find(({ id }) => id === personId);
  const theirs =
    visitor && (visitor.areaIds === null || (kase.areaId !== null && visitor.areaIds.includes(kase.areaId)));
  return theirs ? undefined : "not-theirs";
}
