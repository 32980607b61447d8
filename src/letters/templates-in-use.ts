import type { Context } from "../context.ts";
import { type LetterTemplate, mistakesIn } from "./letter-template.ts";
import { lastTexts, type OwnText } from "./letter-texts.store.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";

/** A template as an authority words it. */
export type TemplateInUse = LetterTemplate & {
  /** Which of the authority's own texts; null where the one that comes with the program is in use. */
  revision: number | null;
  /** The authority's own last word on it, if it has had one. */
  last: OwnText | undefined;
  /** What must be mended before it may be used. */
  mistakes: readonly string[];
};

/** Every template as an authority words it, in the order of their names. */
export async function templatesInUse(
  { database }: Pick<Context, "database">,
  authorityId: number,
): Promise<TemplateInUse[]> {
  const own = new Map((await lastTexts(database, authorityId)).map((text) => [text.template, text]));
  return [...shippedTemplates.values()].map((shipped) => {
    const last = own.get(shipped.name);
    if (!last?.body) return { ...shipped, revision: null, last, mistakes: [] };
    const { body, revision } = last;
    return { ...shipped, body, revision, last, mistakes: mistakesIn(shipped.about, body) };
  });
}
