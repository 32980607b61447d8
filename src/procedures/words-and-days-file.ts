import { z } from "zod";
import type { TermSpan } from "../calendar/index.ts";

/** Words that something in a procedure file must have. */
export const words = z.string().trim().min(1, "Write something here.");

/** A day in a procedure file: `2026-03-03`. */
export const day = z.string().transform((written, context) => {
  try {
    // Temporal also reads times, other calendars and years of six digits, in which no day here is meant.
    if (/^\d{4}-\d\d-\d\d$/.test(written)) return Temporal.PlainDate.from(written, { overflow: "reject" });
  } catch {
    // A day that no calendar has, such as 31 September.
  }
  context.addIssue({ code: "custom", message: 'Write a day as "2026-03-03".' });
  return z.NEVER;
});

type Stretch = { from: Temporal.PlainDate; until: Temporal.PlainDate };
const endsBeforeItBegins = {
  path: ["until"],
  error: ({ input }: { input?: unknown }) => `Write a day on or after the first, ${(input as Stretch).from}.`,
};
const isForwards = ({ from, until }: Stretch) => Temporal.PlainDate.compare(from, until) <= 0;

/** The first and the last day of something. */
export const stretch = z.strictObject({ from: day, until: day }).refine(isForwards, endsBeforeItBegins);

const termKinds = ["term", "half-term", "inset", "closure"] as const satisfies readonly TermSpan["kind"][];

/** The terms of a school, as a procedure's examples and a file of facts write them. */
export const terms = z.array(
  z.strictObject({ from: day, until: day, kind: z.enum(termKinds) }).refine(isForwards, endsBeforeItBegins),
);

/** What a document leaves open: the question, what we chose, and why. */
export const reading = z.strictObject({ question: words, choice: words, why: words });
