import type { RoutedFlag } from "../cases/index.ts";
import { type Question, questions } from "./questions.ts";

export const answerWords = { yes: "Yes", no: "No", "not-known": "Not known" } as const;
export type Answer = keyof typeof answerWords;

/** The answer to each question. */
export type Answers = Readonly<Record<Question, Answer>>;

/** The questions that were answered with yes, in their order. */
export function raisedBy(answers: Answers): Question[] {
  return (Object.keys(questions) as Question[]).filter((question) => answers[question] === "yes");
}

/** What the answers give reason to fear: a crime, another harm, or nothing; any yes is a concern (N2.7.6). [E03] */
export function concernIn(answers: Answers): "crime" | "safety" | undefined {
  const raised = raisedBy(answers);
  if (raised.length === 0) return undefined;
  return raised.includes("crime") ? "crime" : "safety";
}

/** Who must hear of what a flag of the child says, the same day; for a forced marriage social care speaks with the unit (N2.7.10). [E05] */
export const mustHearOf: Record<RoutedFlag, readonly ("social-care" | "police")[]> = {
  "forced-marriage": ["social-care"],
  "honour-based-abuse": ["social-care", "police"],
  trafficking: ["social-care", "police"],
  exploitation: ["social-care", "police"],
  fgm: ["social-care", "police"],
};

/** Who must hear of it: social care of every concern, and the police too where a crime is suspected (N2.7.4). */
export function mustHear(concern: "crime" | "safety"): readonly ("social-care" | "police")[] {
  return concern === "crime" ? ["social-care", "police"] : ["social-care"];
}
