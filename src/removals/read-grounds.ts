import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readWords, textOfFile } from "../procedures/index.ts";
import type { Condition, Ground } from "./ground.ts";
import { type QuestionName, questions } from "./questions.ts";

/** One set of regulations, with each ground that it has had. */
export type GroundSet = {
  regulations: Ground["regulations"];
  /** In full, with the number of the instrument. */
  cited: string;
  /** The paragraph of the grounds, and that of pupils who are not of compulsory school age, which has a list of its own. */
  paragraph: string;
  notOfSchoolAge: string;
  from: Temporal.PlainDate;
  until: Temporal.PlainDate | undefined;
  grounds: readonly Ground[];
};

const words = z.string().min(1);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const question = z.enum(Object.keys(questions) as [QuestionName, ...QuestionName[]]);
const schoolDays = z.int().min(1).max(200);

const condition = z.union([
  z
    .strictObject({
      answer: question,
      is: z.union([words.transform((one) => [one]), z.array(words)]),
      otherwise: words,
    })
    .transform(
      ({ answer, is, otherwise }): Condition => ({
        kind: "answer",
        question: answer,
        is,
        because: otherwise,
      }),
    ),
  z
    .strictObject({ day: question, "must-be": z.literal("over").optional(), holds: words, otherwise: words })
    .transform(
      ({ day: asked, "must-be": over, holds, otherwise }): Condition => ({
        ...{ kind: "day", question: asked, holds, because: otherwise },
        ...(over && { over: true }),
      }),
    ),
  z
    .strictObject({ "unauthorised-school-days": schoolDays })
    .transform((each): Condition => ({ kind: "unauthorised", schoolDays: each["unauthorised-school-days"] })),
  z
    .strictObject({ "school-days-after-leave": schoolDays })
    .transform((each): Condition => ({ kind: "not-back", schoolDays: each["school-days-after-leave"] })),
  z
    .strictObject({ sought: z.enum(["together", "each"]) })
    .transform((each): Condition => ({ kind: "sought", together: each.sought === "together" })),
  z.literal("ceased-to-attend").transform((): Condition => ({ kind: "ceased" })),
  z.literal("over-compulsory-school-age").transform((): Condition => ({ kind: "over-age" })),
  z.literal("consent-of-2026-act").transform((): Condition => ({ kind: "consent-2026" })),
  z.literal("consent-of-placing-authority").transform((): "placing" => "placing"),
]);

const ground = z.strictObject({
  letter: z.string().regex(/^[A-Oa-o]$/),
  ...{ called: words, says: words, evidence: words, from: day.optional(), until: day.optional() },
  "names-own-day": z.boolean(),
  destination: z.enum(["none", "told", "open"]),
  rule: words.optional(),
  seen: z.boolean(),
  conditions: z.array(condition).min(1),
});

const shape = z
  .strictObject({
    regulations: z.enum(["2006", "2024"]),
    ...{ short: words, cited: words, paragraph: words, placing: words, "not-of-school-age": words },
    ...{ from: day, until: day.optional(), grounds: z.array(ground).min(1) },
  })
  .transform(
    (set): GroundSet => ({
      ...{
        regulations: set.regulations,
        cited: set.cited,
        paragraph: set.paragraph,
        notOfSchoolAge: `${set.short} reg ${set["not-of-school-age"]}`,
      },
      ...{ from: set.from, until: set.until },
      grounds: set.grounds.map(
        ({
          letter,
          called,
          says,
          evidence,
          from,
          until,
          destination,
          rule,
          seen,
          conditions,
          ...one
        }): Ground => ({
          ...{
            regulations: set.regulations,
            letter,
            clause: `${set.short} reg ${set.paragraph}(${letter.toLowerCase()})`,
          },
          ...{ called, says, evidence, hasOwnDay: one["names-own-day"], destination, seen },
          ...(rule && { rule }),
          ...(from && { from }),
          ...(until && { until }),
          conditions: conditions.map((each) =>
            each === "placing"
              ? { kind: "placing-authority", clause: `${set.short} reg ${set.placing}` }
              : each,
          ),
        }),
      ),
    }),
  );

/**
 * The grounds of a set of regulations, from its file beside this one (read where it is written, from dist/ too).
 * @throws Error with every mistake in the file by line and field.
 */
export function groundsInFile(name: "grounds-2006.yaml" | "grounds-2024.yaml"): GroundSet {
  const file = fileURLToPath(new URL(`../../src/removals/${name}`, import.meta.url));
  const text = textOfFile(file, 100_000);
  const read = typeof text === "string" ? readWords(text, shape) : text;
  if ("mistakes" in read) throw new Error(`${name}: ${JSON.stringify(read.mistakes)}`);
  return read;
}
