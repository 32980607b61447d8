import { z } from "zod";
import { type Role, roles } from "../access/roles.ts";
import { units } from "../procedures/index.ts";
import { errorsBeside, type FormErrors } from "../web/design/index.ts";
import { type FieldChange, withFields } from "./edit-text.ts";
import type { EditMistake } from "./edit-version.ts";

const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((typed) => typed.replaceAll(/\s+/g, " "));
const readingPart = line(600).optional();

/** The form of one obligation, as `readForm` reads it. */
export const obligationForm = z
  .object({
    asks: line(300),
    role: z.enum([...roles, "whoever-was-asked"] as [Role, ...(Role | "whoever-was-asked")[]]),
    count: z.coerce
      .number("Enter how many as a number")
      .int("Enter a whole number")
      .min(1, "Enter 1 or more")
      .max(9999, "Enter 9999 or less"),
    unit: z.enum(units),
    counting: z.enum(["after", "beginning with"]),
    tell: z.enum(["nobody", ...roles] as ["nobody", ...Role[]]),
    ...{ question: readingPart, choice: readingPart, why: readingPart },
  })
  .superRefine(({ question, choice, why }, context) => {
    const parts = { question, choice, why };
    if (!question && !choice && !why) return;
    for (const [name, part] of Object.entries(parts))
      if (!part)
        context.addIssue({
          code: "custom",
          path: [name],
          message: `Enter the ${name} too, or leave all three empty`,
        });
  });

export type ObligationFields = z.output<typeof obligationForm>;

export const obligationNames = {
  asks: "what is to be done",
  role: "who owes it",
  count: "how many",
  unit: "of what",
  counting: "which day is day one",
  tell: "who is told when it is late",
};

/** A procedure's text with the obligation at this place of it as the form says. */
export function withObligation(text: string, place: number, fields: ObligationFields): string {
  const { asks, role, count, unit, counting, tell, question, choice, why } = fields;
  const number = `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
  const changes: Record<string, FieldChange["value"]> = {
    ...{ asks, role },
    within: counting === "after" ? number : `${number}, beginning with the day`,
    late: tell === "nobody" ? undefined : { tell },
    reading: question && choice && why ? { question, choice, why } : undefined,
  };
  return withFields(
    text,
    Object.entries(changes).map(([field, value]) => ({ path: ["obligations", place, field], value })),
  );
}

const fieldOfPart: readonly (readonly [part: RegExp, field: string])[] = [
  [/: within$/, "count"],
  [/: role$/, "role"],
  [/: asks$/, "asks"],
  [/: late\b/, "tell"],
  [/: reading (question|choice|why)$/, "question"],
];

/** The reader's mistakes beside the fields of the form that made them; others at the top. */
export function errorsOfMistakes(mistakes: readonly EditMistake[]): FormErrors {
  return errorsBeside(
    Object.fromEntries(
      mistakes.map(({ field, mend }) => {
        const beside = fieldOfPart.find(([part]) => part.test(field))?.[1] ?? "";
        return [beside, beside ? mend : `${field}: ${mend}`];
      }),
    ),
  );
}
