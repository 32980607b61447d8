import { z } from "zod";
import { day, optionalDay } from "../web/design/date-fields.ts";
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

type Told = {
  decided: "social-care" | "police";
  spokenTo: string;
  toldOn: Temporal.PlainDate;
  how: string;
  theirReference: string;
};

/** A referral to social care or the police, or the lead's reasoned no. */
export const decisionForm = (today: Temporal.PlainDate) =>
  z
    .object({
      decided: z.enum(["social-care", "police", "no-referral"]),
      spokenTo: z.string().max(200).optional(),
      toldOn: optionalDay("day on which they were told", { upTo: today }),
      how: z.string().max(200).optional(),
      theirReference: z.string().max(100).optional(),
      reason: z.string().max(4000).optional(),
    })
    .transform((sent, context): Told | { decided: "no-referral"; reason: string } => {
      const { decided, spokenTo, toldOn, how, reason } = sent;
      const want = (path: string[], message: string) => context.addIssue({ code: "custom", message, path });
      if (decided === "no-referral") {
        if (!reason) want(["reason"], "Say why nobody is told");
        return { decided, reason: reason ?? "" };
      }
      if (!spokenTo) want(["spokenTo"], "Enter who you spoke to");
      if (!toldOn)
        for (const part of ["day", "month", "year"])
          want(["toldOn", part], "Enter the day on which they were told");
      if (!how) want(["how"], "Say how they were told");
      if (!spokenTo || !toldOn || !how) return z.NEVER;
      return { decided, spokenTo, toldOn, how, theirReference: sent.theirReference ?? "" };
    });

export const decisionNames = { decided: "what is done", reason: "the reason" };

/** What came back. */
export const replyForm = (today: Temporal.PlainDate) =>
  z.object({
    decision: z.coerce.number().int().positive(),
    words: z.string().max(4000),
    repliedOn: day("day of the reply", { upTo: today }),
  });

export const replyNames = { words: "what they answered" };
