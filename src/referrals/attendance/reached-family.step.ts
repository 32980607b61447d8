import { enquiries } from "../cme1/enquiries.step.ts";
import type { Answers, Field, Step } from "../form-definition.ts";

const underNobody = enquiries.fields.map(
  (field): Field => ({ ...field, under: { name: "family", answer: "nobody" } }),
);

/** If the school has reached the family, with the evidence of its own enquiries. [C13] [C14] */
export const reachedFamily: Step = {
  ...enquiries,
  title: "What you have tried",
  why: "Your own calls and letters come first, unless you fear for the pupil. What you tell here nobody need do again.",
  fields: [
    {
      kind: "choice",
      name: "family",
      sameForSiblings: true,
      asks: "Has the family been reached since?",
      short: "Family reached",
      wanted: "Say if the family has been reached",
      of: [
        { value: "nobody", text: "We tried, and nobody was reached" },
        { value: "reached", text: "Yes, and the pupil still does not come" },
        { value: "not-tried", text: "Nobody has tried yet" },
      ],
    },
    ...underNobody,
    {
      kind: "day",
      name: "reachedOn",
      sameForSiblings: true,
      asks: "When was the family last reached?",
      short: "Day on which the family was last reached",
      wanted: "Enter the day on which the family was last reached",
      upToToday: true,
      under: { name: "family", answer: "reached" },
    },
    {
      kind: "long-words",
      name: "reachedWords",
      sameForSiblings: true,
      asks: "Who was reached, how, and what did they say?",
      short: "Who was reached and what they said",
      wanted: "Say who was reached and what they said",
      most: 4000,
      under: { name: "family", answer: "reached" },
    },
  ],
};

/** What the school must do first: try the family. Nothing where there is a concern, a protection plan or it is urgent (L2.1, N6.1(ii)). */
export function notTried({ family, concern, urgent, protectionPlan }: Answers): string[] {
  if ([concern, urgent, protectionPlan].includes("yes") || family !== "not-tried") return [];
  return ["The school has not tried to reach the parents or carers."];
}
