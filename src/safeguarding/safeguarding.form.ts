import { z } from "zod";
import { day } from "../web/design/date-fields.ts";
import { type Answers, answerWords } from "./answers.ts";
import { occasions, type Question, questions } from "./questions.ts";

const answer = z.enum(Object.keys(answerWords) as [keyof typeof answerWords]);
const named = Object.keys(questions) as Question[];

/** Every question is answered, if only with "not known". */
export const questionsForm = z
  .object({
    occasion: z.enum(Object.keys(occasions) as [keyof typeof occasions]),
    note: z.string().max(4000).optional(),
    ...Object.fromEntries(named.map((question) => [question, answer.optional()])),
  })
  .transform((sent, context): { occasion: keyof typeof occasions; note: string; answers: Answers } => {
    const given = sent as unknown as Partial<Answers>;
    for (const question of named)
      if (!given[question])
        context.addIssue({
          code: "custom",
          message: `Answer: ${questions[question].short.toLowerCase()}`,
          path: [question],
        });
    return {
      occasion: sent.occasion,
      note: sent.note ?? "",
      answers: Object.fromEntries(named.map((question) => [question, given[question]])) as Answers,
    };
  });

export const questionNames = { occasion: "when you ask", note: "what is known" };

/** A referral to social care or the police, or the lead's reasoned no. */
export const decisionForm = (today: Temporal.PlainDate) =>
  z.discriminatedUnion("decided", [
    ...(["social-care", "police"] as const).map((agency) =>
      z.object({
        decided: z.literal(agency),
        spokenTo: z.string().max(200),
        toldOn: day("day on which they were told", { upTo: today }),
        how: z.string().max(200),
        theirReference: z.string().max(100).default(""),
      }),
    ),
    z.object({ decided: z.literal("no-referral"), reason: z.string().max(4000) }),
  ]);

export const decisionNames = {
  decided: "what is done",
  spokenTo: "who was spoken to",
  how: "how they were told",
  reason: "the reason why nobody is told",
};

/** What came back. */
export const replyForm = (today: Temporal.PlainDate) =>
  z.object({
    decision: z.coerce.number().int().positive(),
    words: z.string().max(4000),
    repliedOn: day("day of the reply", { upTo: today }),
  });

export const replyNames = { words: "what they answered" };
