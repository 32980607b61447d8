import { readFile, stat } from "node:fs/promises";
import { lookAtFile, UnreadableFile } from "../feeds/index.ts";
import { readTermsCalendar } from "./read-terms-calendar.ts";
import { readTermsCsv } from "./read-terms-csv.ts";
import type { GivenSpan, SpanFault } from "./term-span.ts";

/** What a file of term dates says: the stretches that are clear, and what is wrong with the others. */
export type SpansRead = { unit: "Row" | "Event"; spans: GivenSpan[]; faults: SpanFault[] };

/** Ten thousand rows; a county's three years have five thousand. */
export const largestFile = 1_000_000;

/** Reads a file of term dates, CSV or iCalendar, told apart by how it begins. @throws UnreadableFile with the mend. */
export async function readTermsFile(path: string): Promise<SpansRead> {
  const { encoding } = await lookAtFile(path);
  if ((await stat(path)).size > largestFile)
    throw new UnreadableFile(
      "This file is larger than any with term dates: 1 MB is the most. Send term dates alone.",
    );
  const text = new TextDecoder(encoding).decode(await readFile(path));
  if (/^\s*BEGIN:VCALENDAR/i.test(text)) return readTermsCalendar(text);
  return readTermsCsv(path, encoding);
}
