import { z } from "zod";
import type { ObligationState } from "../procedures/index.ts";
import { type FormErrors, formErrors } from "../web/design/index.ts";
import type { Answer, ExampleShown } from "./edit-examples.ts";

/** What an example may expect. */
export const answerStates = [
  "open",
  "due-soon",
  "overdue",
  "waiting",
  "met",
  "met-late",
  "no-longer-needed",
  "suspended",
] as const satisfies readonly ObligationState[];

const due = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?$/,
    "Enter the day as 2026-03-05, or for hours 2026-03-05 10:00",
  );
const other = z.object({ state: z.enum(answerStates), due });

/**
 * The answers to the examples that no longer agree, by place, or what the form still wants. An example that is left
 * without an answer is asked again: nothing is confirmed silently.
 */
export function readAnswers(
  body: Readonly<Record<string, unknown>>,
  examples: readonly ExampleShown[],
): { answers: Map<number, Answer> } | { errors: FormErrors } {
  const answers = new Map<number, Answer>();
  const issues: { path: string[]; message: string }[] = [];
  for (const [place, { agrees, found, expected, says }] of examples.entries()) {
    if (agrees) continue;
    const answer = body[`answer-${place}`];
    if (answer === "found" && found) answers.set(place, found);
    else if (answer === "expected") answers.set(place, expected);
    else if (answer === "other") {
      const read = other.safeParse({ state: body[`state-${place}`], due: body[`due-${place}`] });
      if (read.success) answers.set(place, read.data);
      else
        issues.push(
          ...read.error.issues.map(({ path, message }) => ({
            path: [`${String(path[0])}-${place}`],
            message,
          })),
        );
    } else issues.push({ path: [`answer-${place}`], message: `Say what is right for “${says}”` });
  }
  return issues.length > 0 ? { errors: formErrors(issues) } : { answers };
}
