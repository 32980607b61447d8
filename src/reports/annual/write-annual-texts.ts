import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { ChangedBySomeoneElse } from "../../database/index.ts";
import { annualTexts, insertAnnualTexts } from "./annual.store.ts";
import { type Part, parts } from "./annual-report.ts";

/**
 * Writes what people say in a year's report (act edit-annual-report): of each part that reads otherwise than before a new wording; the
 * earlier ones stay. `seen` is the last wording that the page showed. [H04]
 * @throws NotAllowed, and ChangedBySomeoneElse when somebody writes at the same moment.
 */
export async function writeAnnualTexts(
  context: Context,
  { authorityId, year, seen }: { authorityId: number; year: string; seen: number },
  written: Readonly<Record<Part, string>>,
): Promise<"written" | "overtaken"> {
  requireAct(context.viewer, "edit-annual-report", { authorityId });
  const texts = await annualTexts(context.database, authorityId, year);
  if ((texts[0]?.revision ?? 0) !== seen) return "overtaken";
  const changed = (Object.keys(parts) as Part[]).filter(
    (part) => written[part] !== lastOf(texts, part)?.body,
  );
  const wanted = changed.filter((part) => written[part] !== "" || lastOf(texts, part) !== undefined);
  if (wanted.length === 0) return "written";
  const rows = wanted.map((part, at) => ({ part, body: written[part], revision: seen + 1 + at }));
  if ((await insertAnnualTexts(context, { authorityId, year }, rows)) < rows.length)
    throw new ChangedBySomeoneElse(authorityId, seen);
  await context.audit({
    ...{ act: "wrote annual report", subject: "list", authorityId },
    details: { year, parts: wanted },
  });
  return "written";
}

/** The last wording of a part; undefined where nobody wrote it. */
export function lastOf<Text extends { part: Part }>(texts: readonly Text[], part: Part): Text | undefined {
  return texts.find((text) => text.part === part);
}
