import type { Condition } from "./ground.ts";
import type { QuestionName } from "./questions.ts";

/** A question that must be answered yes. */
export function yes(question: QuestionName, because: string): Condition {
  return { kind: "answer", question, is: ["yes"], because };
}

/** A question that must be answered no. */
export function no(question: QuestionName, because: string): Condition {
  return { kind: "answer", question, is: ["no"], because };
}

/** A day that must have come; with `over`, one that must be over. */
export function on(
  question: QuestionName,
  holds: string,
  because: string,
  more: { over?: true } = {},
): Condition {
  return { kind: "day", question, holds, because, ...more };
}

export const noOrder = no(
  "orderNamesSchool",
  "A school attendance order names your school. The authority must change or revoke it first.",
);
export const notMobile = no(
  "mobileMainSchool",
  "Your school is the main school of a child whose family travels, and keeps the name.",
);
export const notSickNorPrevented = no(
  "unableToCome",
  "There is reason to believe that sickness or something unavoidable keeps the pupil away.",
);
export const noBoarder = no("boarder", "This ground is not for boarders.");
export const noReturn = no("willAttendAgain", "There is reason to believe that the pupil will attend again.");
export const registeredThere = on(
  "registeredThereOn",
  "The other school has the pupil on its roll",
  "The other school has not confirmed that the pupil is on its roll.",
);
export const notFound: Condition = {
  ...{ kind: "answer", question: "found", is: ["not-found"] },
  because: "The pupil was found. Under these regulations the ground needs a pupil whom nobody can find.",
};
export const notFoundOrAgreed: Condition = {
  ...{ kind: "answer", question: "found", is: ["not-found", "found-agreed"] },
  because:
    "The pupil was found, and school and authority do not agree that there is no reason to believe in a return.",
};
