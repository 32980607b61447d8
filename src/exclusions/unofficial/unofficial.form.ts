import { z } from "zod";
import { largestId } from "../../web/asked.ts";
import { day } from "../../web/design/date-fields.ts";
import {
  type HeardFrom,
  heardFrom,
  type UnofficialFact,
  type UnofficialKind,
} from "./unofficial-exclusion.ts";

/** A report: which school, what happened, and who told of it. The child may stay unnamed. */
export const reportForm = (today: Temporal.PlainDate) =>
  z.object({
    schoolId: z.coerce
      .number({ error: "Choose the school" })
      .int()
      .min(1, "Choose the school")
      .max(largestId),
    heardFrom: z.enum(Object.keys(heardFrom) as [HeardFrom, ...HeardFrom[]]),
    words: z.string().max(4000),
    foundOn: day("day on which you heard of it", { upTo: today }),
  });
export const reportNames = {
  schoolId: "the school",
  heardFrom: "who told of it",
  words: "what happened",
};

/** What each form of a report asks for beside the day. */
export const unofficialForms = {
  "talk-with-head": {
    title: "Record the talk with the head teacher",
    asksDay: "day of the talk",
    fields: {
      who: { asks: "Who spoke with whom?", called: "who spoke with whom", lines: 1 },
      said: { asks: "What did the head say?", called: "what the head said", lines: 5 },
      agreed: { asks: "What was agreed?", called: "what was agreed", lines: 3 },
    },
  },
  "put-right": {
    title: "Record what was put right",
    asksDay: "day on which it was put right",
    fields: {
      said: { asks: "What was put right, and how do you know?", called: "what was put right", lines: 5 },
    },
  },
  "not-so": {
    title: "Record that it was not so",
    asksDay: "day on which it was cleared up with the school",
    fields: {
      said: { asks: "What was it really, and how do you know?", called: "what it was really", lines: 5 },
    },
  },
} as const satisfies Record<
  UnofficialKind,
  { title: string; asksDay: string; fields: Record<string, { asks: string; called: string; lines: number }> }
>;

/** The kind of this name, or undefined. */
export function unofficialKindNamed(name: string): UnofficialKind | undefined {
  return Object.keys(unofficialForms).find((kind): kind is UnofficialKind => kind === name);
}

/** The schema of one of them. */
export function unofficialSchema(kind: UnofficialKind, today: Temporal.PlainDate): z.ZodType<UnofficialFact> {
  const { fields, asksDay } = unofficialForms[kind];
  const texts = Object.fromEntries(Object.keys(fields).map((name) => [name, z.string().max(4000)]));
  return z
    .object({ ...texts, happenedOn: day(asksDay, { upTo: today }) })
    .transform(({ happenedOn, ...details }) => ({
      ...{ kind, happenedOn: happenedOn as Temporal.PlainDate },
      details: details as Record<string, string>,
    }));
}

/** How the fields of one of them are named in the middle of a sentence. */
export function unofficialNames(kind: UnofficialKind): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unofficialForms[kind].fields).map(([name, { called }]) => [name, called]),
  );
}
