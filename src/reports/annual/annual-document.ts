import type { AnnualText } from "./annual.store.ts";
import { type Part, parts, type Section } from "./annual-report.ts";
import { type AnnualYear, spanInWords, yearInWords } from "./annual-year.ts";
import { type Block, odtOf } from "./odt.ts";
import { lastOf } from "./write-annual-texts.ts";

/** What a report is called on every paper of it. */
export const reportTitle = "Annual report on children missing education";

/** A wording as the paragraphs in which it was written. */
export function paragraphsOf(body: string): string[] {
  return body.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== "");
}

/** The report as an OpenDocument text: what people wrote and every table, in the order of the page. [H04] */
export function annualDocument({
  authority,
  year,
  today,
  sections,
  texts,
  notes,
  madeAt,
}: {
  authority: string;
  year: AnnualYear;
  today: Temporal.PlainDate;
  sections: readonly Section[];
  texts: readonly AnnualText[];
  /** How the numbers are to be read. */
  notes: string;
  madeAt: Temporal.Instant;
}): Uint8Array {
  const written = (part: Part): Block[] => {
    const paragraphs = paragraphsOf(lastOf(texts, part)?.body ?? "");
    if (paragraphs.length === 0) return [];
    return [{ heading: parts[part] }, ...paragraphs.map((paragraph) => ({ paragraph }))];
  };
  const blocks: Block[] = [
    { title: reportTitle },
    { paragraph: `${authority}. ${yearInWords(year)}. ${spanInWords(year, today)}` },
    ...written("introduction"),
    ...sections.flatMap(({ title, ...table }): Block[] => [
      { heading: title },
      table.rows.length === 0 ? { paragraph: "None." } : table,
    ]),
    { paragraph: notes },
    ...written("what-we-did"),
    ...written("what-we-ask"),
  ];
  return odtOf(blocks, madeAt);
}
