import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UnusableSettings } from "../../settings.ts";
import { type PublishedTerm, termFrom } from "./published.ts";

/** What a file of the department says of places. */
export type PublishedFigures = {
  figures: (PublishedTerm & { place: string; topic: string; breakdown: string; percent: number })[];
  /** The region of each authority, by the authority's number. */
  regions: Map<string, string>;
};

type Row = Readonly<Record<string, string>>;

const needed = [
  ...["time_period", "time_identifier", "geographic_level", "region_name", "old_la_code"],
  ...["breakdown_topic", "breakdown", "child_percent"],
];
/** How the publication's topics begin, and what they are called in the return. */
const topics: readonly (readonly [RegExp, string])[] = [
  [/^(sex|gender)/i, "Sex"],
  [/year group/i, "Year group"],
  [/duration|time missing|length/i, "Duration"],
  [/reason/i, "Primary reason"],
];

/**
 * Reads a data file of the department's publication on children missing education: England, the regions, and which authority lies in
 * which. What it marks as unavailable is left out; what it marks as low is 0.
 * @throws UnusableSettings where it is no such file, with the columns that are missing or the row that cannot be read.
 */
export async function readPublished(path: string): Promise<PublishedFigures> {
  const figures = new Map<string, PublishedFigures["figures"][number]>();
  const regions = new Map<string, string>();
  let line = 1;
  for await (const row of rowsOf(path)) {
    line++;
    const missing = line === 2 ? needed.filter((column) => !Object.hasOwn(row, column)) : [];
    if (missing.length > 0)
      throw new UnusableSettings(
        `The file has no column ${missing.join(", ")}. Take the data file of the publication as CSV.`,
      );
    const said = (column: string) => (row[column] ?? "").trim();
    const level = said("geographic_level").toLowerCase();
    if (level === "local authority" && said("region_name") && /^\d{3}$/.test(said("old_la_code")))
      regions.set(said("old_la_code"), said("region_name"));
    if (level !== "national" && level !== "regional") continue;
    const topic = topics.find(([begins]) => begins.test(said("breakdown_topic")))?.[1];
    if (!topic || said("breakdown").toLowerCase() === "total") continue;
    const term = termFrom(said("time_period"), said("time_identifier"));
    if (!term)
      throw new UnusableSettings(
        `Row ${line}: time_period and time_identifier name no term. They read like 202526 and Autumn term.`,
      );
    const percent = percentOf(said("child_percent"), line);
    if (percent === undefined) continue;
    const place = level === "national" ? "England" : said("region_name");
    const breakdown = said("breakdown");
    figures.set([place, term.year, term.term, topic, breakdown].join("|"), {
      ...{ ...term, place, topic, breakdown, percent },
    });
  }
  if (figures.size === 0)
    throw new UnusableSettings(
      "The file tells no share of England or of a region. Take the one with breakdowns.",
    );
  return { figures: [...figures.values()], regions };
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  // A pipeline hands what is wrong with the file on to the reader; a pipe alone lets it break the program.
  const rows = pipeline(createReadStream(path), parse({ columns: true, bom: true }), () => {});
  try {
    yield* rows as AsyncIterable<Row>;
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    throw new UnusableSettings(
      `${path} is no CSV file from row ${fault["lines"] ?? 1} on. Take the data file of the publication as CSV, and leave it as it is.`,
    );
  }
}

function percentOf(text: string, line: number): number | undefined {
  if (text.toLowerCase() === "low") return 0;
  if (/^[a-z:]*$/i.test(text)) return undefined;
  const number = Number(text.replace("%", ""));
  if (!(number >= 0 && number <= 100))
    throw new UnusableSettings(`Row ${line}: child_percent is not from 0 to 100.`);
  return Math.round(number);
}
