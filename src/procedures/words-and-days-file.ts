import { z } from "zod";

/** Words that something in a procedure file must have. */
export const words = z.string().trim().min(1, "Write something here.");

/** A day in a procedure file: `2026-03-03`. */
export const day = z.string().transform((written, context) => {
  try {
    return Temporal.PlainDate.from(written, { overflow: "reject" });
  } catch {
    context.addIssue({ code: "custom", message: 'Write a day as "2026-03-03".' });
    return z.NEVER;
  }
});

/** What a document leaves open: the question, what we chose, and why. */
export const reading = z.strictObject({ question: words, choice: words, why: words });
