import { z } from "zod";
import { day } from "../web/design/index.ts";
import type { DayRefused } from "./record-duty-done.ts";

const note = z
  .string({ error: "Enter what was done, or where the document is" })
  .max(2000, { error: "What was done must be 2,000 characters or fewer" });

const doneOn = (today: Temporal.PlainDate) => day("day on which it was done", { upTo: today });

/** The form that says that a duty was done. */
export function doneForm(today: Temporal.PlainDate) {
  return z.object({ doneOn: doneOn(today), note });
}

/** The form that says when it was done last before work with Keepsight began, and by whom. What is known of it is kept in one note. */
export function doneBeforeForm(today: Temporal.PlainDate) {
  const by = z
    .string({ error: "Enter who did it" })
    .max(200, { error: "Who did it must be 200 characters or fewer" });
  return z
    .object({ doneOn: doneOn(today), by, note: z.string().max(1800).default("") })
    .transform((read) => ({ doneOn: read.doneOn, note: `By ${read.by}. ${read.note}`.trim() }));
}

/** The form that corrects it; the day is asked for only of what was done. */
export function correctionForm(today: Temporal.PlainDate) {
  return z.discriminatedUnion(
    "was",
    [
      z.object({ was: z.literal("done"), doneOn: doneOn(today), note }),
      z.object({ was: z.literal("not-done"), note }),
    ],
    { error: "Choose what is right" },
  );
}

/** Why a day cannot be recorded, as it is told. */
export const refusedWords: Readonly<Record<DayRefused, string>> = {
  "same-day": "It is on record for this day already. Correct that record instead",
  "before-the-work":
    "Enter a day on or after the one on which work with Keepsight began. What was done before is said on a page of its own",
  "since-the-work": "Enter a day before the one on which work with Keepsight began",
};
