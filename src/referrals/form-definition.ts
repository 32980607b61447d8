import { z } from "zod";
import { dayOf } from "../calendar/index.ts";
import type { ChildRecord } from "../children/index.ts";
import { optionalDay } from "../web/design/date-fields.ts";
import type { FormErrors, Typed } from "../web/design/index.ts";
import { readForm, wordsFor } from "../web/design/read-form.ts";
import { dayInWords } from "../web/design/words.ts";

/** What a form knows of the child before it asks: nothing need be known but that nothing happened before birth. */
export type About = { readonly dateOfBirth: Temporal.PlainDate | null };

/** A question as it stands on the page. */
export type Question = {
  name: string;
  /** The question, as it stands on the page. */
  asks: string;
  /** The question in a few words, for the summary and for print. */
  short: string;
  hint?: string;
  /** What to say when it is left empty: "Enter the last day that the pupil attended". Left out, it may stay empty. */
  wanted?: string;
  /** What to say when more is typed than it holds, where the page is not in English. */
  tooLong?: string;
  /** Asked only under one answer of another question of the same step. */
  under?: { name: string; answer: string };
  /** The answer is most likely the same for brothers and sisters who left together. */
  sameForSiblings?: true;
} & (
  | { kind: "day"; upToToday: boolean }
  | { kind: "words"; most: number; autocomplete?: string; holds?: "phone" }
  | { kind: "long-words"; most: number }
  | { kind: "choice" | "choices"; of: readonly { value: string; text: string; hint?: string }[] }
);

/** A question of a form, and when it is asked. */
export type Field<Known extends About = ChildRecord> = Question & {
  /** Asked only of a child whose record this is true of. */
  ifRecord?: (child: Known) => boolean;
  /** Asked only once other answers of the same step, beside the child's record, give reason to. */
  ifAnswers?: (answers: Answers, child: Known) => boolean;
};

/** One page of a form; `Known` is what stands on record of the child: a pupil's record, or nothing. */
export type Step<Known extends About = ChildRecord> = {
  slug: string;
  title: string;
  /** Why it is asked, above the questions. */
  why: string;
  fields: readonly Field<Known>[];
  /** What else must hold between the answers, and beside the child's record, by the field that it is said beside. */
  check?: (answers: Answers, child: Known, now: Temporal.Instant) => Record<string, string>;
  /** What the record tells already: it stands in the fields until somebody types something else. */
  prefilled?: (child: Known) => Typed;
};

/** A form of several pages. From this one definition come its pages, its checks, its summary and its print. */
export type FormDefinition<Known extends About = ChildRecord> = {
  form: string;
  title: string;
  steps: readonly Step<Known>[];
  /** What must have been done before it may be sent, as far as the answers say that it was not; each a sentence. */
  refusedFor?: (answers: Answers) => readonly string[];
};

/** The answers of a form as plain JSON, by field name; a day as 2026-03-03. */
export type Answers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a step of a form was answered, or what it still wants. */
export function readStep<Known extends About>(
  step: Step<Known>,
  child: Known,
  typed: unknown,
  now: Temporal.Instant,
): { answers: Answers } | { errors: FormErrors } {
  const read = readForm(schemaOf(step, child, now), typed);
  return "errors" in read ? read : { answers: read.values };
}

/** The questions of a step that a child's record gives reason to ask. */
export function fieldsAsked<Known extends About>(step: Step<Known>, child: Known): Field<Known>[] {
  return step.fields.filter(({ ifRecord }) => ifRecord?.(child) ?? true);
}

/** If a question is asked, as the other answers stand. */
function isAskedAfter<Known extends About>(
  { under, ifAnswers }: Field<Known>,
  answers: Answers,
  child: Known,
): boolean {
  return (!under || answers[under.name] === under.answer) && (ifAnswers?.(answers, child) ?? true);
}

/** All that is wrong is said at once: what is left empty does not wait until what cannot be read is mended. */
function schemaOf<Known extends About>(step: Step<Known>, child: Known, now: Temporal.Instant) {
  const fields = fieldsAsked(step, child);
  const schemas = fields.map((field) => [field.name, schemaOfField(field, child, dayOf(now))] as const);
  return z.record(z.string(), z.unknown()).transform((typed, context): Answers => {
    const read = schemas.map(([name, schema]) => {
      const error = (issue: z.core.$ZodRawIssue) => wordsFor({ ...issue, path: [name] });
      return [name, schema.safeParse(typed[name], { error })] as const;
    });
    const unread = new Map(read.flatMap(([name, { error }]) => (error ? [[name, error.issues]] : [])));
    const all: Answers = Object.fromEntries(read.map(([name, { data }]) => [name, written(data)]));
    const asked = fields.filter((field) => isAskedAfter(field, all, child));
    const answers: Answers = Object.fromEntries(asked.map(({ name }) => [name, all[name]]));
    const wanted = asked.flatMap(({ name, wanted: words }) =>
      words && !unread.has(name) && (answers[name] === undefined || answers[name]?.length === 0)
        ? [[name, words] as const]
        : [],
    );
    const isWhole = wanted.length + unread.size === 0;
    const wrong = isWhole ? Object.entries(step.check?.(answers, child, now) ?? {}) : [];
    for (const { name } of fields)
      for (const { message, path } of unread.get(name) ?? [])
        context.addIssue({ code: "custom", message, path: [name, ...path] });
    for (const [name, message] of [...wanted, ...wrong]) {
      for (const path of pathsOf(fields, name)) context.addIssue({ code: "custom", message, path });
    }
    return answers;
  });
}

/** A date that is wrong as a whole is wrong in each of its three inputs. */
function pathsOf(fields: readonly Question[], name: string): string[][] {
  const isDay = fields.find((field) => field.name === name)?.kind === "day";
  return isDay ? ["day", "month", "year"].map((part) => [name, part]) : [[name]];
}

/** Every question of a form as one schema, for describing it: what is asked of some children alone may be left out. */
export function describedFields({ steps }: FormDefinition<never>): {
  read: z.ZodType;
  wanted: string[];
  says: Record<string, string>;
} {
  const fields: readonly Field<never>[] = steps.flatMap((step) => step.fields);
  const today = Temporal.PlainDate.from("2000-01-01");
  return {
    read: z.object(
      Object.fromEntries(
        fields.map((field) => [field.name, schemaOfField(field, { dateOfBirth: null }, today)]),
      ),
    ),
    wanted: fields
      .filter(({ wanted, under, ifRecord, ifAnswers }) => wanted && !under && !ifRecord && !ifAnswers)
      .map(({ name }) => name),
    says: Object.fromEntries(fields.map(({ name, asks }) => [name, asks])),
  };
}

function schemaOfField(field: Question, { dateOfBirth }: About, today: Temporal.PlainDate): z.ZodType {
  switch (field.kind) {
    case "day":
      return optionalDay(lowerFirst(field.short), {
        ...(field.upToToday && { upTo: today }),
        // Nothing that a school tells of a pupil happened before the pupil was born.
        ...(dateOfBirth && { from: { day: dateOfBirth, called: "the pupil's date of birth" } }),
      });
    case "choice":
      return z.enum(field.of.map(({ value }) => value)).optional();
    case "choices":
      return z.preprocess(
        (sent) => (sent === undefined ? [] : [sent].flat()),
        z.array(z.enum(field.of.map(({ value }) => value))),
      );
    default: {
      const words = z
        .string()
        .max(field.most, field.tooLong ?? `${field.short} must be ${field.most} characters or fewer`);
      if (field.kind !== "words" || field.holds !== "phone") return words.optional();
      const elseEmpty = field.wanted ? "" : ", or leave it empty if none is known";
      return words
        .regex(
          calledNumber,
          `${field.short} must be a number that can be called, like 01632 960 001${elseEmpty}`,
        )
        .optional();
    }
  }
}

/** A telephone number, of at least six digits as the shortest local ones; whom to ask for may stand beside it. */
const calledNumber = /(\D*\d){6}/;

function written(value: unknown): string | readonly string[] | undefined {
  if (value instanceof Temporal.PlainDate) return value.toString();
  return value as string | readonly string[] | undefined;
}

/** A form as it was answered, page by page: what is shown to check, kept as sent, and printed. */
export type Section = { slug: string; title: string; rows: { asked: string; answered: string }[] };

/** The answers of a form in words, in the order in which they were asked; what was left empty says so. */
export function sectionsOf<Known extends About>(
  definition: FormDefinition<Known>,
  child: Known,
  answers: Answers,
): Section[] {
  return definition.steps.map((step) => ({
    slug: step.slug,
    title: step.title,
    rows: fieldsAsked(step, child)
      .filter((field) => isAskedAfter(field, answers, child))
      .map((field) => ({ asked: field.short, answered: inWords(field, answers[field.name]) })),
  }));
}

function inWords(field: Question, answer: Answers[string]): string {
  if (answer === undefined || answer.length === 0) return "Not given";
  if (field.kind === "day") return dayInWords(Temporal.PlainDate.from(String(answer)));
  if (field.kind === "choice" || field.kind === "choices") {
    return field.of
      .filter(({ value }) => [answer].flat().includes(value))
      .map(({ text }) => text)
      .join("; ");
  }
  return String(answer);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
