import { z } from "zod";
import type { ObligationState } from "../procedures/index.ts";
import { type FormErrors, formErrors } from "../web/design/index.ts";
import type { ExampleShown, NewBoundary, Said } from "./edit-examples.ts";

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
  .refine(
    (typed) => /^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?$/.test(typed) && isDay(typed),
    "Enter the day as 2026-03-05, or for hours 2026-03-05 10:00",
  );
const other = z.object({ state: z.enum(answerStates), due });
const called = z
  .string()
  .trim()
  .max(200, "Say it in 200 letters or fewer")
  .transform((typed) => typed.replaceAll(/\s+/g, " "));

function isDay(typed: string): boolean {
  try {
    return Temporal.PlainDateTime.from(typed.replace(" ", "T"), { overflow: "reject" }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * What a person says of the examples, by place, or what the form still wants. An example that no longer agrees and is left
 * without an answer is asked again: nothing is confirmed silently.
 */
export function readSaid(
  body: Readonly<Record<string, unknown>>,
  examples: readonly ExampleShown[],
): { said: Map<number, Said> } | { errors: FormErrors } {
  const said = new Map<number, Said>();
  const issues: { path: string[]; message: string }[] = [];
  for (const [place, { agrees, found, expected, says }] of examples.entries()) {
    const name = called.safeParse(body[`says-${place}`] ?? says);
    if (name.success && name.data) said.set(place, { says: name.data });
    else
      issues.push({
        path: [`says-${place}`],
        message: name.error?.issues[0]?.message ?? "Enter what the example shows",
      });
    if (agrees) continue;
    const answer = body[`answer-${place}`];
    const answered = (as: Said["answer"]) => said.set(place, { ...said.get(place), answer: as });
    if (answer === "found" && found) answered(found);
    else if (answer === "expected") answered(expected);
    else if (answer === "other") {
      const read = other.safeParse({ state: body[`state-${place}`], due: body[`due-${place}`] });
      if (read.success) answered(read.data);
      else
        issues.push(
          ...read.error.issues.map(({ path, message }) => ({
            path: [`${String(path[0])}-${place}`],
            message,
          })),
        );
    } else issues.push({ path: [`answer-${place}`], message: `Say what is right for “${says}”` });
  }
  return issues.length > 0 ? { errors: formErrors(issues) } : { said };
}

/** A new boundary example, or what the form still wants. */
export function readBoundary(
  body: Readonly<Record<string, unknown>>,
  examples: readonly ExampleShown[],
): { boundary: NewBoundary } | { errors: FormErrors } {
  const form = z.object({
    newFrom: z.coerce
      .number("Choose what it begins with")
      .int()
      .min(0)
      .max(examples.length - 1, "Choose what it begins with"),
    newDue: due,
    newSays: called.refine((typed) => typed !== "", "Enter what the example shows"),
  });
  const read = form.safeParse({ newFrom: undefined, newDue: "", newSays: "", ...body });
  if (!read.success)
    return {
      errors: formErrors(read.error.issues.map(({ path, message }) => ({ path: path.map(String), message }))),
    };
  const { newFrom, newDue, newSays } = read.data;
  return { boundary: { from: newFrom, due: newDue, says: newSays } };
}
