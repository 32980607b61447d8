import { z } from "zod";
import { roles } from "../access/roles.ts";
import { acts, type ProcedureAct } from "./acts.ts";
import { atRiskFile } from "./at-risk-file.ts";
import { type Circumstance, circumstances } from "./circumstances.ts";
import { definitionFile } from "./definition-file.ts";
import { type FactKind, factKinds, outcomes } from "./fact-kinds.ts";
import { beginnings, exampleFact, factPatterns, momentMend, momentNamed } from "./fact-pattern-file.ts";
import { type ObligationState, type ReasonGroup, type Rule, subjects } from "./procedure.ts";
import { allowanceNamed, units } from "./units.ts";
import { day, reading, terms, words } from "./words-and-days-file.ts";

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens, for example "visit-again".');
const oneOf = <Word extends string>(list: readonly Word[]) => z.enum(list as [Word, ...Word[]]);
const moment = z.string().transform((written, context) => {
  const found = momentNamed(written);
  if (found === undefined) context.addIssue({ code: "custom", message: momentMend });
  return found ?? z.NEVER;
});

const allowance = z.string().transform((written, context) => {
  const found = allowanceNamed(written);
  if (found === undefined)
    context.addIssue({
      code: "custom",
      message: `Write a number and a unit, for example "10 working days". Units: ${units.join(", ")}. Days and weeks may end with ", beginning with the day".`,
    });
  return found ?? z.NEVER;
});

/** What must hold: `{ address: inside, place: [none, not-taken-up] }`. */
const conditions = z
  .record(
    z.string(),
    z.union([z.string(), z.array(z.string())], "Write a word, or a list such as [none, not-taken-up]."),
  )
  .transform((written, context) =>
    Object.entries(written).flatMap(([name, held]): Rule["when"][number][] => {
      const refuse = (message: string) => {
        context.addIssue({ code: "custom", message, path: [name] });
        return [];
      };
      if (!Object.hasOwn(circumstances, name))
        return refuse(`Nothing is known as "${name}". Use one of: ${Object.keys(circumstances).join(", ")}.`);
      const circumstance = name as Circumstance;
      const allowed: readonly string[] = circumstances[circumstance];
      const chosen = [held].flat();
      return chosen.every((word) => allowed.includes(word))
        ? [{ circumstance, oneOf: chosen }]
        : refuse(`"${name}" is one of: ${allowed.join(", ")}.`);
    }),
  );

const states: readonly ObligationState[] = [
  "waiting",
  "open",
  "due-soon",
  "suspended",
  "met",
  "met-late",
  "overdue",
  "no-longer-needed",
];

const example = z.strictObject({
  says: words,
  after: z.string().optional(),
  given: z.array(exampleFact).default([]),
  now: moment,
  state: oneOf(states),
  due: words.refine((written) => momentNamed(written) !== undefined, momentMend),
  boundary: z.boolean().default(false),
});

const bar = z.strictObject({ lasts: allowance, "counted-from": factPatterns.default([]) });

const procedureNames = z.union(
  [z.literal("all"), z.array(slug)],
  'Write "all", or a list such as [norfolk].',
);

const obligation = z.strictObject({
  id: slug,
  clause: words,
  asks: words,
  about: oneOf(subjects).default("child"),
  starts: beginnings,
  when: conditions.default([]),
  role: oneOf([...roles, "whoever-was-asked"]),
  act: oneOf(Object.keys(acts) as ProcedureAct[]),
  within: allowance,
  "waits-for": factPatterns.default([]),
  "not-before": z.array(bar).default([]),
  ends: factPatterns,
  unless: factPatterns.default([]),
  each: oneOf(["enquiry"]).optional(),
  "apart-from": oneOf(["case"]).optional(),
  "prevails-over": procedureNames.default([]),
  commences: z
    .union([z.literal("not-commenced"), day], 'Write "not-commenced", or the day as "2026-09-01".')
    .optional(),
  late: z.strictObject({ tell: oneOf(roles) }).optional(),
  reading: reading.optional(),
  examples: z.array(example).default([]),
});

const suspension = z.strictObject({
  clause: words,
  when: conditions,
  acts: z.array(oneOf(Object.keys(acts) as ProcedureAct[])).min(1, "Name at least one act."),
  over: procedureNames.default([]),
  says: words,
  reading: reading.optional(),
});

const reasonGroup = z
  .strictObject({
    group: words,
    clause: words,
    reasons: z.array(slug).min(1, "Name at least one reason of a case."),
    who: z
      .array(
        z.strictObject({
          called: words,
          role: oneOf(roles).optional(),
          does: z.array(words).min(1, "Say what they do."),
        }),
      )
      .min(1, "Say who does something."),
  })
  .transform(
    ({ who, ...group }): ReasonGroup => ({
      ...group,
      who: who.map(({ called, role, does }) => ({ called, role, does })),
    }),
  );

/** A procedure file, as it is written. */
export const procedureFile = z.strictObject({
  procedure: slug,
  title: words,
  version: z
    .union(
      [z.string().refine((written) => written.trim() !== ""), z.number()],
      'Write which version of the rules this is, for example "1".',
    )
    .transform(String),
  "in-force-from": day,
  "runs-with": procedureNames.default([]),
  definition: definitionFile.optional(),
  "at-risk": atRiskFile.optional(),
  "reason-groups": z.array(reasonGroup).default([]),
  outcomes: z
    .array(
      z.strictObject({
        outcome: oneOf(outcomes),
        says: words,
        clause: words,
        needs: oneOf(Object.keys(factKinds) as FactKind[]),
      }),
    )
    .default([]),
  suspends: z.preprocess(
    (written) => (Array.isArray(written) || written === undefined ? written : [written]),
    z.array(suspension).default([]),
  ),
  "example-terms": terms.default([]),
  histories: z.record(z.string(), z.array(exampleFact)).default({}),
  obligations: z.array(obligation).min(1, "Write at least one obligation."),
});

export type ProcedureFile = z.output<typeof procedureFile>;
