import { dayAnswered, type GroundAsked, isAfter, type Part } from "./part.ts";

/** That the authority which placed the pupil in a special school consents; of other schools nothing is asked. [F01] */
export function placingAuthority({ answers, phase, day }: GroundAsked, clause: string): Part | undefined {
  if (phase !== "special") return undefined;
  const head = { clause, says: "The authority that placed the pupil in the special school consents" };
  if (answers["placedByAuthority"] === "no") return { ...head, state: "met" };
  if (answers["placedByAuthority"] !== "yes")
    return { ...head, state: "missing", because: "It is not said if an authority placed the pupil." };
  return consentGiven(head, dayAnswered(answers, "placingConsentOn"), day);
}

/** That the authority consents to home education where the 2026 Act asks for it; nothing before it is in force. [F08] */
export function consent2026({ answers, phase, day, consentFrom }: GroundAsked): Part | undefined {
  if (!consentFrom || isAfter(consentFrom, day)) return undefined;
  const head = {
    clause: "Education Act 1996 s434A (2026 Act s37)",
    says: "The authority consents to home education of a child in a special school or under child protection",
  };
  const isPlaced = phase === "special" && answers["placedByAuthority"] === "yes";
  if (!isPlaced && answers["enquiriesOrPlan"] === "no") return { ...head, state: "met" };
  if (!isPlaced && answers["enquiriesOrPlan"] !== "yes")
    return { ...head, state: "missing", because: "It is not said if child protection enquiries go on." };
  return consentGiven(head, dayAnswered(answers, "consent2026On"), day);
}

function consentGiven(
  head: Pick<Part, "clause" | "says">,
  on: Temporal.PlainDate | undefined,
  day: Temporal.PlainDate,
): Part {
  if (!on)
    return { ...head, state: "missing", because: "The consent has not been given. Ask the authority." };
  return isAfter(on, day)
    ? { ...head, state: "too-soon", because: "The consent is dated later.", from: on }
    : { ...head, state: "met", on };
}
