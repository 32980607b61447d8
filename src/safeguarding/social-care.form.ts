import { z } from "zod";
import { protectionSteps, socialCareKnows } from "../cases/index.ts";
import { day } from "../web/design/date-fields.ts";
import { outcomesOf, type ProtectionStep, type SocialCareStep, type SocialCareTold } from "./social-care.ts";

const steps = ["social-care-check", ...Object.keys(protectionSteps)] as [SocialCareStep, ...SocialCareStep[]];

/** The field in which the outcome of a step is chosen. */
export const outcomeField = (step: SocialCareStep) => `outcome-${step}`;

/** What can be chosen for each step. */
export const choicesOf = (step: SocialCareStep): readonly string[] =>
  step === "social-care-check"
    ? Object.keys(socialCareKnows)
    : ["begun", ...outcomesOf[step as ProtectionStep]];

/** A step of social care, with who took part and what came of it. */
export const socialCareForm = (today: Temporal.PlainDate) =>
  z
    .object({
      step: z.enum(steps),
      ...Object.fromEntries(steps.map((step) => [outcomeField(step), z.string().max(40).optional()])),
      happenedOn: day("day", { upTo: today }),
      who: z.string().max(300),
      words: z.string().max(4000).optional(),
    })
    .transform((sent, context) => {
      const outcome = (sent as Record<string, unknown>)[outcomeField(sent.step)];
      if (typeof outcome !== "string" || !choicesOf(sent.step).includes(outcome)) {
        context.addIssue({
          code: "custom",
          message: "Choose what came of it",
          path: [outcomeField(sent.step)],
        });
        return z.NEVER;
      }
      const told = { step: sent.step, outcome } as SocialCareTold;
      return { told, happenedOn: sent.happenedOn, who: sent.who, words: sent.words ?? "" };
    });
export const socialCareNames = { step: "what it is", who: "who you spoke with or who took part" };
