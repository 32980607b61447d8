import { z } from "zod";
import {
  type Definition,
  type DefinitionExample,
  type OutOfScopeReason,
  outOfScopeReasons,
  situations,
  standings,
} from "./definition.ts";
import { day, reading, stretch, words } from "./words-and-days-file.ts";

const weeks = z
  .string()
  .regex(
    /^\d{1,2} weeks?$/,
    'Write a number of weeks, for example "4 weeks", or "0 weeks" for no waiting time.',
  )
  .transform((written) => Number.parseInt(written, 10));

/** A child of whom only the end of education is told is in the midst of compulsory school age. */
const example = z
  .strictObject({
    says: words,
    "compulsory-age": stretch.optional(),
    situation: z.enum(situations),
    since: day.optional(),
    today: day,
    standing: z.enum(standings),
    boundary: z.boolean().default(false),
  })
  .transform(
    ({ says, "compulsory-age": age, situation, since, today, standing, boundary }): DefinitionExample => ({
      ...{ says, standing, boundary },
      asked: {
        compulsoryAge: age ?? { from: today.subtract({ years: 1 }), until: today.add({ years: 1 }) },
        ...{ situation, since, today },
      },
    }),
  );

const outOfScope = z.strictObject(
  Object.fromEntries(
    outOfScopeReasons.map((reason) => [reason, z.strictObject({ clause: words, says: words })]),
  ) as Record<OutOfScopeReason, z.ZodObject<{ clause: typeof words; says: typeof words }>>,
);

/** The definition in a procedure file, as it is written. */
export const definitionFile = z
  .strictObject({
    ...{ clause: words, says: words, after: weeks, "out-of-scope": outOfScope },
    reading: reading.optional(),
    examples: z
      .array(example)
      .refine(
        (examples) => examples.length >= 2 && examples.some(({ boundary }) => boundary),
        "Give at least two worked examples with literal days, one of them a boundary (boundary: true).",
      ),
  })
  .transform(
    ({ after, "out-of-scope": outOfScope, reading, ...written }): Definition => ({
      ...written,
      ...{ weeks: after, outOfScope, reading },
    }),
  );
