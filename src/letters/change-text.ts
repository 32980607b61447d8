import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { mistakesIn } from "./letter-template.ts";
import { insertLetterText, textsOf } from "./letter-texts.store.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";

/** Which text of which authority, and the last one that the page showed (0: none of its own). */
export type TextChanged = { authorityId: number; template: string; seen: number };

/**
 * Gives a letter an authority's own words, from the next letter on; what was sent stays as it was. Answers what must be
 * mended in them first. Throws NotFound and NotAllowed. [E02]
 */
export async function changeText(
  context: Context,
  { authorityId, template, seen }: TextChanged,
  body: string,
): Promise<"changed" | "overtaken" | { mistakes: string[] }> {
  requireAct(context.viewer, "edit-letter-text", { authorityId });
  const shipped = shippedTemplates.get(template);
  if (!shipped) throw new NotFound();
  const mistakes = mistakesIn(shipped.about, body);
  if (mistakes.length > 0) return { mistakes };
  return append(context, { authorityId, template, seen }, { body: body.trim(), broughtBack: null });
}

/**
 * Brings an earlier text of a letter back, or the one that comes with the program (0). It becomes the next text: nothing is
 * undone. Throws NotFound and NotAllowed.
 */
export async function bringBack(
  context: Context,
  { authorityId, template, seen }: TextChanged,
  revision: number,
): Promise<"changed" | "overtaken" | { mistakes: string[] }> {
  requireAct(context.viewer, "edit-letter-text", { authorityId });
  const shipped = shippedTemplates.get(template);
  if (!shipped) throw new NotFound();
  if (revision === 0) return append(context, { authorityId, template, seen }, { body: null, broughtBack: 0 });
  const earlier = (await textsOf(context.database, authorityId, template)).find(
    (text) => text.revision === revision,
  );
  if (!earlier?.body) throw new NotFound();
  const mistakes = mistakesIn(shipped.about, earlier.body);
  if (mistakes.length > 0) return { mistakes };
  return append(context, { authorityId, template, seen }, { body: earlier.body, broughtBack: revision });
}

async function append(
  context: Context,
  { authorityId, template, seen }: TextChanged,
  text: { body: string | null; broughtBack: number | null },
): Promise<"changed" | "overtaken"> {
  const { database, viewer, now } = context;
  const revision = seen + 1;
  const isNext = ((await textsOf(database, authorityId, template))[0]?.revision ?? 0) === seen;
  const made = { madeAt: now, madeBy: viewer.personId };
  if (!isNext || !(await insertLetterText(database, { authorityId, template, revision, ...text, ...made })))
    return "overtaken";
  await context.audit({
    ...{ act: "changed letter text", subject: "letter text", authorityId },
    details: { template, revision, broughtBack: text.broughtBack },
  });
  return "changed";
}
