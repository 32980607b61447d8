import { parse } from "yaml";
import { z } from "zod";
import { fieldsIn, isField, letterFields } from "./letter-fields.ts";
import { type PurposeName, purposeNamed, purposes } from "./letter-purposes.ts";

/** What a letter is made from: a text in Markdown with named fields, for one purpose, with where it comes from. */
export type LetterTemplate = {
  /** Its name in addresses: `before-visit`. */
  name: string;
  title: string;
  about: PurposeName;
  source: string;
  body: string;
};

const head = z.object({
  title: z.string().min(1),
  about: z.enum(Object.keys(purposes) as [PurposeName, ...PurposeName[]]),
  source: z.string().min(1),
});

/** The longest text of a letter, in characters: some ten pages. */
export const longestBody = 20_000;

/** A template that cannot be used; the message names what is wrong with it. */
export class TemplateMistakes extends Error {
  override readonly name = "TemplateMistakes";
}

/** Reads the file of a template: its head between lines of dashes, then its text. Throws TemplateMistakes. */
export function readTemplate(name: string, file: string): LetterTemplate {
  const [, written, body = ""] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.replaceAll("\r\n", "\n")) ?? [];
  const read = written === undefined ? undefined : head.safeParse(parse(written));
  if (!read?.success) {
    const amiss = read?.error.issues.map(({ path }) => path.join(".")).join(", ") ?? "the head itself";
    throw new TemplateMistakes(
      `${name}: the head between the lines of dashes wants title, about and source. Look at: ${amiss}.`,
    );
  }
  const template = { name, ...read.data, body: body.trim() };
  const mistakes = mistakesIn(template.about, template.body);
  if (mistakes.length > 0) throw new TemplateMistakes(`${name}: ${mistakes.join(" ")}`);
  return template;
}

/** What must be mended before a text may serve a purpose: fields that nobody knows, and fields that it lacks. */
export function mistakesIn(about: PurposeName, body: string): string[] {
  const named = fieldsIn(body);
  const unknown = named.filter((name) => !isField(name));
  const missing = purposeNamed(about).needs.filter((name) => !named.includes(name));
  const stray = body.replaceAll(/\{\{[^{}]*\}\}/g, "").match(/\{\{|\}\}/);
  return [
    ...unknown.map(
      (name) => `There is no field {{${name}}}. The fields are ${Object.keys(letterFields).join(", ")}.`,
    ),
    ...missing.map((name) => `The text must say {{${name}}}, ${letterFields[name]}.`),
    ...(stray ? ["A field begins with {{ and ends with }}. One of them stands alone."] : []),
    ...(body.trim() === "" ? ["The text is empty."] : []),
    ...(body.length > longestBody ? [`The text is longer than ${longestBody} characters.`] : []),
  ];
}
