import { z } from "zod";
import { recordNamed, shortestReason } from "./broken-glass.ts";

/** Which record, and why it cannot wait. */
export const breakGlassForm = z.object({
  asked: z
    .string()
    .max(40)
    .transform((typed) => typed.toUpperCase())
    .refine((typed) => recordNamed.test(typed), {
      error: "Enter a reference like EM-C-000123, or a unique pupil number. Never a name",
    }),
  reason: z
    .string()
    .max(2000)
    .refine((words) => words.trim().length >= shortestReason, {
      error: "Say in a sentence why you need the record now",
    }),
});
export const breakGlassNames = { asked: "the reference", reason: "why you need the record now" };

/** What somebody who answers for it says. */
export const reviewForm = z.object({
  id: z.coerce.number().int().positive().max(2_147_483_647),
  justified: z.enum(["yes", "no"]),
  words: z.string().max(2000),
  /** That whoever opened a record that nobody keeps gets leave. */
  leave: z.literal("give").optional(),
});
export const reviewNames = { justified: "if it was right", words: "why" };
