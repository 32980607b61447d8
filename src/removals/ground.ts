import type { QuestionName } from "./questions.ts";

/** Which regulations hold on a day: SI 2006/1751, or since 19 August 2024 SI 2024/208. */
export type Regulations = "2006" | "2024";

/** One thing that must hold for a ground; each kind is judged by one function in `conditions/`. */
export type Condition =
  /** A question that must be answered so; `because` says why another answer keeps the name on the roll. */
  | { kind: "answer"; question: QuestionName; is: readonly string[]; because: string }
  /** A day that the school gives, which must have come; `over`: it must be over. */
  | { kind: "day"; question: QuestionName; over?: true; holds: string; because: string }
  /** The pupil has ceased to attend: nothing in the marks, and nobody, says that they came since. */
  | { kind: "ceased" }
  /** So many school days in a row, all of whose sessions are G, N or O; they must be over. */
  | { kind: "unauthorised"; schoolDays: number }
  /** So many school days after the leave ended, none of them attended, none of them excused; they must be over. */
  | { kind: "not-back"; schoolDays: number }
  /** School and authority tried to find the pupil: together, or each. */
  | { kind: "sought"; together: boolean }
  /** The school will not meet again before the pupil is over compulsory school age. */
  | { kind: "over-age" }
  /** The authority that placed the pupil in a special school consents. */
  | { kind: "placing-authority"; clause: string }
  /** The consent that the 2026 Act asks for, from the day on which it is in force. */
  | { kind: "consent-2026" };

/** A lawful reason for removal from a roll, as the regulations of its time have it. */
export type Ground = {
  regulations: Regulations;
  letter: string;
  /** The regulation and paragraph, as it is cited. */
  clause: string;
  /** In three or four words. */
  called: string;
  /** In a plain sentence, from the school's side. */
  says: string;
  /** What shows it: asked for in words, with where it is kept. */
  evidence: string;
  conditions: readonly Condition[];
  /** If the ground names its own day, so that a removal recorded later may bear it. */
  hasOwnDay: boolean;
  /** Where the child goes: nowhere by its nature, told by the ground, or open. */
  destination: "none" | "told" | "open";
  /** The obligation of the national procedure that says when the name comes off, if there is one. */
  rule?: string;
  /** The days on which it could be used, where it came later or went earlier than its regulations. */
  from?: Temporal.PlainDate;
  until?: Temporal.PlainDate;
  /** False where the wording was known from summaries or from memory only: have it checked. */
  seen: boolean;
};
