import { acts } from "../acts.ts";
import type { FactKind } from "../fact-kinds.ts";
import type { FactPattern, Rule } from "../procedure.ts";

/** The parts of the work on a child, in the order in which they usually come. A drawing has a chart for each. */
export const stages = {
  absence: "A pupil is absent or does not start",
  exclusion: "A pupil is excluded",
  home: "Education at home",
  roll: "Rolls and records",
  sweep: "A child met on a truancy sweep",
  safety: "Concern for the child's safety",
  referral: "The referral and its case",
  visit: "Visiting the family",
  search: "Looking for the child",
  education: "Finding education",
  order: "A school attendance order",
  closing: "Closing the case",
  standing: "Duties that stand all year",
} as const;

export type Stage = keyof typeof stages;

/** What begins a part of its own: whatever is done then belongs there. */
const partBegunBy: Readonly<Partial<Record<FactKind, Stage>>> = {
  "lesson-began": "absence",
  "register-marked": "absence",
  "absence-began": "absence",
  "absence-reported": "absence",
  "persistent-absence-found": "absence",
  "starter-not-arrived": "absence",
  "attendance-referral-made": "absence",
  "whereabouts-sought": "absence",
  "excluded-permanently": "exclusion",
  "excluded-for-a-time": "exclusion",
  "unofficial-exclusion-found": "exclusion",
  "managed-move-began": "exclusion",
  "home-education-notified": "home",
  "home-education-registered": "home",
  "home-education-reviewed": "home",
  "child-left-school": "roll",
  "removed-from-roll": "roll",
  "records-rejected": "roll",
  "pupil-admitted": "roll",
  "removal-advised": "roll",
  "stopped-in-sweep": "sweep",
  "concern-raised": "safety",
  "protection-step-begun": "safety",
  "protection-step-ended": "safety",
  "reported-missing": "safety",
  "missing-child-returned": "safety",
  "referral-received": "referral",
  "hub-referred": "visit",
  "hub-worker-allocated": "visit",
  "attendance-order-started": "order",
  "order-notice-served": "order",
  "attendance-order-breached": "order",
  "case-closed": "closing",
};

/** What is done within any part: what it begins belongs to the part of the step that does it. */
const passedOnBy: ReadonlySet<FactKind> = new Set([
  ...(["family-contact-tried", "action-decided", "agency-told", "return-sent"] as const),
]);

/** Where a step belongs that the work on a case begins: with what it does. An act without a part does not compile. */
const partOfDoing: Readonly<Record<(typeof acts)[Rule["act"]]["makes"], Stage>> = {
  "register-marked": "absence",
  "absence-reported": "absence",
  "absence-explained": "absence",
  "family-contact-tried": "absence",
  "action-decided": "absence",
  "admissions-asked": "absence",
  "attendance-referral-made": "absence",
  "hub-referred": "absence",
  "provision-arranged": "exclusion",
  "home-education-registered": "home",
  "home-education-support-offered": "home",
  "home-education-reviewed": "home",
  "removed-from-roll": "roll",
  "removal-advised": "roll",
  "records-sent": "roll",
  "protection-file-sent": "roll",
  "return-sent": "roll",
  "concern-settled": "safety",
  "protection-step-ended": "safety",
  "return-interview-held": "safety",
  "referral-received": "referral",
  "case-opened": "referral",
  "database-checked": "referral",
  "agency-told": "referral",
  "hub-worker-allocated": "visit",
  "visit-requested": "visit",
  "letter-sent": "visit",
  "visit-risk-assessed": "visit",
  "visit-made": "visit",
  "enquiry-sent": "search",
  "enquiry-answered": "search",
  "whereabouts-sought": "search",
  "message-posted": "search",
  "left-area-confirmed": "search",
  "place-offered": "education",
  "roll-confirmed": "education",
  "attendance-order-started": "education",
  "order-notice-served": "order",
  "education-shown-suitable": "order",
  "attendance-order-made": "order",
  "order-breach-weighed": "order",
  "order-proceedings-begun": "order",
  "case-closed": "closing",
  "referrer-told": "closing",
  "duty-done": "standing",
};

/**
 * The part in which a duty is drawn: that of what begins it first; if that is done within any part, or is the lateness of
 * another step, the part of that step; else that of what it does. What an authority owes for all children together is no
 * part of the work on one.
 */
export function stageOf(rule: Rule, rules: readonly Rule[], seen: readonly Rule[] = []): Stage {
  if (rule.about === "authority") return "standing";
  const [first] = rule.starts;
  const part = first && partBegunBy[first.kind];
  if (part) return part;
  const others = rules.filter((each) => each !== rule && !seen.includes(each));
  const before = first
    ? others.find(({ ends }) => passedOnBy.has(first.kind) && ends.some((end) => couldBeBoth(first, end)))
    : others.find(({ id }) => rule.startsWhenLate.includes(id));
  return before ? stageOf(before, rules, [...seen, rule]) : partOfDoing[acts[rule.act].makes];
}

/** If one fact could be of both patterns. */
function couldBeBoth(one: FactPattern, other: FactPattern): boolean {
  return (
    one.kind === other.kind &&
    one.details.every(({ name, oneOf }) => {
      const theirs = other.details.find((each) => each.name === name);
      return !theirs || theirs.oneOf.some((word) => oneOf.includes(word));
    })
  );
}
