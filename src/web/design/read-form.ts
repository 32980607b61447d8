import { z } from "zod";
import { type FormErrors, formErrors } from "./form-errors.ts";

/**
 * A form's values by its schema, or what it still wants. Spaces around what was typed go, and a field left empty
 * is as if it were not there. `x-day`, `x-month` and `x-year` are read together as `x`: see `day`.
 * `names` says how to name a field in a sentence ("the child's forename") where its own name is not plain enough.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  names: Readonly<Record<string, string>> = {},
): { readonly values: z.output<Schema> } | { readonly errors: FormErrors } {
  const read = schema.safeParse(tidied(body), { error: (issue) => wordsFor(issue, names) });
  return read.success ? { values: read.data } : { errors: formErrors(read.error.issues) };
}

/** The boxes ticked in a group of checkboxes, in a form's schema. A browser sends one, several or none. */
export function choices<Schema extends z.ZodType>(of: Schema) {
  return z.preprocess((sent) => (sent === undefined ? [] : [sent].flat()), z.array(of));
}

/** What a form carried unseen: its key, the same when it is sent twice, and the version of the record it shows. */
export function carried(body: unknown): {
  readonly once: string | undefined;
  readonly seen: string | undefined;
} {
  const { _once: once, _seen: seen } = carriedFields.parse(body ?? {});
  return { once, seen };
}

/** What was typed into a form, without what its page carried unseen: as much as a draft keeps. */
export function typedInto(body: unknown): Readonly<Record<string, string | string[]>> {
  const fields = Object.entries((body ?? {}) as Record<string, string | string[]>);
  return Object.fromEntries(fields.filter(([name]) => !name.startsWith("_")));
}

const carriedFields = z.object({ _once: z.string().optional(), _seen: z.string().optional() });

function tidied(body: unknown): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, sent] of Object.entries(body ?? {})) {
    const value = typeof sent === "string" ? sent.replaceAll("\r\n", "\n").trim() : sent;
    if (value === "") continue;
    const [, date, part] = /^(.+)-(day|month|year)$/.exec(name) ?? [];
    if (date && part) fields[date] = { ...(fields[date] ?? {}), [part]: value };
    else fields[name] = value;
  }
  return fields;
}

/** The words for an issue to which the schema itself gives none. */
export function wordsFor(issue: z.core.$ZodRawIssue, names: Readonly<Record<string, string>> = {}): string {
  const field = String(issue.path?.[0] ?? "");
  const name = names[field] ?? `the ${field.replaceAll("-", " ")}`;
  const Name = name.charAt(0).toUpperCase() + name.slice(1);
  switch (issue.code) {
    case "invalid_value":
      return `Choose ${name}`;
    case "invalid_type":
      return issue.input === undefined ? `Enter ${name}` : `${Name} must be a ${issue.expected}`;
    case "too_big":
      return `${Name} must be ${issue.maximum} ${issue.origin === "string" ? "characters or fewer" : "or less"}`;
    case "too_small":
      return `${Name} must be ${issue.minimum} ${issue.origin === "string" ? "characters or more" : "or more"}`;
    default:
      return `Check ${name}`;
  }
}
