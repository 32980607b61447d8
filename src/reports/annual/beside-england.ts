import { dayInWords } from "../../web/design/words.ts";
import type { ReturnLine } from "../government-return/census-return.ts";
import { type Published, termInWords } from "../published/published.ts";
import { leftOut, percent, tooFew } from "../review/waits.ts";
import type { Section } from "./annual-report.ts";

/** The topics that are set beside each other, and what their tables are called. */
const topics = {
  "Primary reason": "Why children were missing education, beside England",
  Duration: "How long they had been missing, beside England",
  "Year group": "Their school years, beside England",
} as const;

/**
 * The authority's shares on a census day as it signed them off, beside those that are published of its region and of England: pure. A
 * share that could tell of one child is left out, and so is a breakdown that nobody has. [H04]
 */
export function besideEngland(
  signed: { censusOn: Temporal.PlainDate; lines: readonly ReturnLine[] },
  { asOf, england, region }: Published,
): Section[] {
  const missing = signed.lines.filter(({ collection }) => collection === "cme");
  const total = missing.find(({ topic }) => topic === "Total")?.count ?? 0;
  if (total === 0) return [];
  return Object.entries(topics).map(([topic, title]) => {
    const own = missing.filter((line) => line.topic === topic);
    const hidden = leftOut(
      new Map(own.flatMap(({ breakdown, count }) => (count > 0 ? [[breakdown, count]] : []))),
    );
    const told = own.map(({ breakdown, count }) => ({
      breakdown,
      share: hidden.has(breakdown) ? undefined : count / total,
      region: region?.shares.get(topic)?.get(breakdown),
      england: england.get(topic)?.get(breakdown),
    }));
    const shown = told.filter(({ share, region, england }) => share !== 0 || region || england);
    return {
      title,
      columns: [
        topic,
        `Here, ${dayInWords(signed.censusOn)}`,
        ...(region ? [`${region.name}, ${termInWords(asOf)}`] : []),
        `England, ${termInWords(asOf)}`,
      ],
      rows: shown.map((row) => [
        row.breakdown,
        row.share === undefined ? tooFew : percent(row.share),
        ...(region ? [inHundredths(row.region)] : []),
        inHundredths(row.england),
      ]),
      bars: shown.map(({ share }) => share),
    };
  });
}

function inHundredths(share: number | undefined): string {
  return share === undefined ? "" : percent(share / 100);
}
