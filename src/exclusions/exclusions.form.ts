import { z } from "zod";
import { day } from "../web/design/date-fields.ts";
import type { ExclusionFact } from "./exclusion.ts";

const words = z
  .string()
  .max(2000)
  .optional()
  .transform((said) => said ?? "");

/** One form for each thing that can be learnt of an exclusion, by its place in the address. */
export const exclusionForms = {
  provision: {
    title: "Record the full-time provision",
    asksDay: "day on which the school or provider showed it",
    names: { provider: "who provides it", hours: "the hours a week" },
  },
  return: {
    title: "Record that the pupil is back",
    asksDay: "day on which the pupil was back",
    names: {},
  },
  "no-return": {
    title: "Record that the pupil did not return",
    asksDay: "day on which the pupil should have been back",
    names: { words: "what the school says" },
  },
} as const;
export type ExclusionForm = keyof typeof exclusionForms;

/** The form of this name, or undefined. */
export function exclusionFormNamed(name: string): ExclusionForm | undefined {
  return Object.keys(exclusionForms).find((each): each is ExclusionForm => each === name);
}

/** The schema of one of them. Provision may begin on a day to come. */
export function exclusionSchema(form: ExclusionForm, today: Temporal.PlainDate): z.ZodType<ExclusionFact> {
  const happenedOn = day(exclusionForms[form].asksDay, { upTo: today });
  if (form === "provision")
    return z
      .object({
        happenedOn,
        provider: z.string().max(200),
        from: day("first day of the provision"),
        hours: z.coerce.number({ error: "Enter the hours a week, such as 25" }).min(0.5).max(50),
      })
      .transform(({ happenedOn: on, provider, from, hours }) => ({
        ...{ kind: "provision-shown" as const, happenedOn: on },
        details: { provider, from: from.toString(), hours: String(hours) },
      }));
  const kind = form === "return" ? ("returned" as const) : ("did-not-return" as const);
  return z
    .object({ happenedOn, words })
    .transform(({ happenedOn: on, words: said }) => ({ kind, happenedOn: on, details: { words: said } }));
}
