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
  "before-the-work": "Enter a day on or after the one on which work with Keepsight began",
};
