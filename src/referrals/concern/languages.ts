import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { About, FormDefinition } from "../form-definition.ts";
import { concernWords as words } from "./concern-words.ts";

/** Words of the concern's pages in English to the same words in one language. */
export type Say = (words: string, values?: Readonly<Record<string, string | number>>) => string;

export type Language = { code: string; name: string; direction: "ltr" | "rtl"; say: Say };

/** At the repository's root, the same distance from src/referrals/concern and dist/referrals/concern. */
const folder = join(import.meta.dirname, "..", "..", "..", "translations");
const file = z.object({
  name: z.string(),
  direction: z.enum(["ltr", "rtl"]),
  words: z.record(z.string(), z.string()),
});

const english: Language = { code: "en", name: "English", direction: "ltr", say: sayer({}) };

/** English, and every language that has a file in `translations/`: put a file there and the language is offered. */
export const languages: readonly Language[] = [
  english,
  ...readdirSync(folder)
    .sort()
    .map((called): Language => {
      const { words: said, ...language } = file.parse(JSON.parse(readFileSync(join(folder, called), "utf8")));
      return { code: called.replace(/\.json$/, ""), ...language, say: sayer(said) };
    }),
];

/** The language with this code; English for any other. */
export function languageCalled(code: unknown): Language {
  return languages.find((language) => language.code === code) ?? english;
}

function sayer(words: Readonly<Record<string, string>>): Say {
  return (english, values = {}) =>
    Object.entries(values).reduce(
      (said, [name, value]) => said.replace(`{${name}}`, String(value)),
      words[english] ?? english,
    );
}

/** A form in another language; what is kept of it stays under the English questions. */
export function formIn({ say }: Pick<Language, "say">, form: FormDefinition<About>): FormDefinition<About> {
  return {
    ...form,
    title: say(form.title),
    steps: form.steps.map((step) => ({
      ...step,
      title: say(step.title),
      why: say(step.why),
      fields: step.fields.map((field) => ({
        ...field,
        asks: say(field.asks),
        short: say(field.short),
        ...(field.wanted && { wanted: say(field.wanted) }),
        ...("most" in field && { tooLong: say(words.tooLong, { most: field.most }) }),
        ...("of" in field && { of: field.of.map((one) => ({ ...one, text: say(one.text) })) }),
      })),
    })),
  };
}
