import type { NewFact } from "../cases/index.ts";
import type { DetailsOf } from "../procedures/index.ts";

type Known = DetailsOf<"social-care-checked">["known"];
export type ProtectionStep = DetailsOf<"protection-step-begun">["step"];
export type ProtectionOutcome = DetailsOf<"protection-step-ended">["outcome"];

/** A step of social care: the check whether the family is known, or one to protect the child. */
export type SocialCareStep = "social-care-check" | ProtectionStep;

/** What somebody tells of a step of social care: what was said, that it has begun, or what came of it. [E09] */
export type SocialCareTold =
  | { step: "social-care-check"; outcome: Known }
  | { step: ProtectionStep; outcome: ProtectionOutcome | "begun" };

/** What can come of each step, besides that it has begun. */
export const outcomesOf: Readonly<Record<ProtectionStep, readonly ProtectionOutcome[]>> = {
  "strategy-discussion": ["section-47", "conference", "support", "nothing"],
  "section-47": ["conference", "support", "nothing"],
  conference: ["plan", "support", "nothing"],
};

/** The fact of the case that a step of social care is; from it procedures say what is owed. [E09] */
export function factOf(told: SocialCareTold): NewFact {
  if (told.step === "social-care-check")
    return { kind: "social-care-checked", details: { known: told.outcome } };
  const { step, outcome } = told;
  return outcome === "begun"
    ? { kind: "protection-step-begun", details: { step } }
    : { kind: "protection-step-ended", details: { step, outcome } };
}

/** What a step makes of the child's flag for a protection plan: only a conference raises or lowers it. */
export function planAfter(told: SocialCareTold): "plan" | "no-plan" | "as-before" {
  if (told.step !== "conference" || told.outcome === "begun") return "as-before";
  return told.outcome === "plan" ? "plan" : "no-plan";
}
