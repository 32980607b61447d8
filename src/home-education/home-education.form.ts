import { z } from "zod";
import { day, optionalDay } from "../web/design/date-fields.ts";
import { answers, endings, sources, views, ways } from "./home-education.ts";
import { homeEducationReasons } from "./reasons.ts";
import type { HomeEducationStep } from "./record-step.ts";

const wordsOf = <Word extends string>(words: Record<Word, string>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]]);
const text = (most: number) => z.string().max(most);
const optionalText = text(4000)
  .optional()
  .transform((words) => words ?? "");

/** Entering a child: from whom it is known, and the day of the parent's notice if there is one. */
export const enteringForm = (today: Temporal.PlainDate) =>
  z.object({
    source: wordsOf(sources),
    noticeOn: optionalDay("day of the notice", { upTo: today }).transform((read) => read ?? null),
    reason: z.preprocess((typed) => typed || undefined, wordsOf(homeEducationReasons).optional()),
    words: optionalText,
  });
export const enteringNames = {
  reason: "the main reason",
  source: "how the authority knows",
  words: "what the notice says",
};

/** One form for each step that can be recorded, by its place in the address. */
export const stepForms = {
  support: {
    title: "Record the offer of support",
    kind: "home-education-support-offered",
    fields: { how: text(200) },
    names: { how: "how it was offered" },
    asksDay: "day of the offer",
  },
  answer: {
    title: "Record the parents' answer",
    kind: "support-answered",
    fields: { answer: wordsOf(answers), words: optionalText },
    names: { answer: "what they answered" },
    asksDay: "day of the answer",
  },
  reason: {
    title: "Record why the parents educate at home",
    kind: "reason-given",
    fields: { reason: wordsOf(homeEducationReasons), words: optionalText },
    names: { reason: "the main reason that they give" },
    asksDay: "day on which they said so",
  },
  review: {
    title: "Record a review",
    kind: "home-education-reviewed",
    fields: { how: wordsOf(ways), seen: text(4000), view: wordsOf(views) },
    names: { how: "how the education was shown", seen: "what was seen", view: "your view" },
    asksDay: "day of the review",
  },
  end: {
    title: "Record the end of the home education",
    kind: "home-education-ended",
    fields: { why: wordsOf(endings), words: optionalText },
    names: { why: "why it ended" },
    asksDay: "day on which it ended",
  },
} as const;

export type StepForm = keyof typeof stepForms;

/** The form of this name, or undefined. */
export function stepFormNamed(name: string): StepForm | undefined {
  return Object.keys(stepForms).find((each): each is StepForm => each === name);
}

/** The schema of one of them. */
export function stepSchema(form: StepForm, today: Temporal.PlainDate) {
  const { fields, kind, asksDay } = stepForms[form];
  return z.object({ ...fields, happenedOn: day(asksDay, { upTo: today }) }).transform((read) => {
    const { happenedOn, ...details } = read;
    // The fields are those of the kind, read as the kind says.
    return { happenedOn, kind, details } as HomeEducationStep;
  });
}
