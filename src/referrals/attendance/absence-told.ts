import { momentWithin } from "../../calendar/index.ts";
import { factsOf, type NewFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { DetailsOf, FactKind } from "../../procedures/index.ts";
import { hasProtectionPlan } from "../protection-plan.store.ts";
import type { Referral } from "../referrals.store.ts";
import type { ways } from "./away.step.ts";

type By = DetailsOf<"family-contact-tried">["by"];

/** The ways of trying, as a procedure tells them apart: the one nearest to the family first. */
const triedBy: readonly [string, By][] = [
  ["visit", "in-person"],
  ["phone", "telephone"],
  ["letter", "letter"],
  ["message", "message"],
];

/**
 * What a school's referral of a pupil who does not come says had happened before it was sent: since when, what the school tried,
 * and that area attendance has it now. Nothing of any other form. `protectionPlan`: the child's record has a plan, or the officer
 * says so; the school's word is enough too. [C11] [C13] [C14] [C16]
 */
export function absenceOf(
  { content: { answers }, receivedAt }: Pick<Referral, "content" | "receivedAt">,
  now: Temporal.Instant,
  { protectionPlan }: { protectionPlan: boolean },
): NewFact[] {
  const { away, absentSince, family, methods, lastTried, reachedOn } = answers;
  if (!away || !absentSince) return [];
  const momentOf = (day: unknown) => momentWithin(Temporal.PlainDate.from(String(day)), now);
  const contactedOn = family === "nobody" ? lastTried : reachedOn;
  const by = triedBy.find(([method]) => [methods].flat().includes(method))?.[1] ?? "telephone";
  const hasPlan = protectionPlan || answers["protectionPlan"] === "yes";
  return [
    { ...begun(away as keyof typeof ways, hasPlan), happenedAt: momentOf(absentSince) },
    ...(contactedOn
      ? [
          {
            kind: "family-contact-tried" as const,
            details: { reached: family === "reached", by },
            happenedAt: momentOf(contactedOn),
          },
        ]
      : []),
    { kind: "attendance-referral-made", details: {}, happenedAt: receivedAt },
  ];
}

/** What of this is new to a case that was open already: a beginning that stands on it is not begun anew. */
export async function absenceForCase(
  context: Context,
  { referral, caseId, childId }: { referral: Referral; caseId: number; childId: number },
): Promise<NewFact[]> {
  const protectionPlan = await hasProtectionPlan(context.database, childId);
  const told = absenceOf(referral, context.now, { protectionPlan });
  if (told.length === 0) return [];
  const facts = await factsOf(context, caseId);
  const replaced = new Set(facts.map(({ replaces }) => replaces));
  const isBegun = facts.some(({ id, kind }) => beginnings.includes(kind) && !replaced.has(id));
  return told.filter(({ kind }) => !isBegun || !beginnings.includes(kind));
}

const beginnings: readonly FactKind[] = ["absence-began", "starter-not-arrived"];

function begun(away: keyof typeof ways, protectionPlan: boolean): NewFact {
  switch (away) {
    case "never-came":
      return { kind: "starter-not-arrived", details: { intake: "normal" } };
    case "never-came-in-year":
      return { kind: "starter-not-arrived", details: { intake: "in-year" } };
    default:
      return { kind: "absence-began", details: { reason: away, protectionPlan } };
  }
}
