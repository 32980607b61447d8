import { z } from "zod";
import { type RiskOfAbsence, shortestAbsenceKept } from "./definition.ts";
import { reading, words } from "./words-and-days-file.ts";

const schoolDays = z
  .string()
  .regex(/^\d{1,3} school days?$/, 'Write a number of school days, for example "10 school days".')
  .transform((written) => Number.parseInt(written, 10));

const example = z
  .strictObject({
    says: words,
    absent: schoolDays,
    "at-risk": z.boolean(),
    boundary: z.boolean().default(false),
  })
  .transform(({ absent, "at-risk": atRisk, ...written }) => ({ ...written, days: absent, atRisk }));

/** What a procedure file calls at risk by absence, as it is written. */
export const atRiskFile = z
  .strictObject({
    ...{ clause: words, says: words },
    absent: schoolDays.refine(
      (days) => days >= shortestAbsenceKept,
      `Write ${shortestAbsenceKept} school days or more: shorter absences are not kept.`,
    ),
    reading: reading.optional(),
    examples: z
      .array(example)
      .refine(
        (examples) => examples.length >= 2 && examples.some(({ boundary }) => boundary),
        "Give at least two worked examples, one of them a boundary (boundary: true).",
      ),
  })
  .transform(
    ({ absent, reading, ...written }): RiskOfAbsence => ({ ...written, reading, schoolDays: absent }),
  );
