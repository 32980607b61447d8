import { columnsIn, csvRecords, type Encoding, readDay } from "../feeds/index.ts";
import { faultOfDays } from "./check-span.ts";
import type { SpansRead } from "./read-terms-file.ts";
import { type GivenSpan, kindsInWords, type SpanFault, type SpanKind } from "./term-span.ts";

const list = { title: "Term dates", required: ["Kind", "Starts", "Ends"], optional: ["Code"] } as const;

/**
 * The stretches that a CSV file gives, with columns Code (a school's LAESTAB or an authority's code; it may be left out
 * where the file is of one place), Kind, Starts and Ends. Throws UnreadableFile when a column is missing.
 */
export async function readTermsCsv(path: string, encoding: Encoding): Promise<SpansRead> {
  const read: SpansRead = { unit: "Row", spans: [], faults: [] };
  let columns: Record<string, number> | undefined;
  let at = 0;
  for await (const cells of csvRecords(path, encoding)) {
    at += 1;
    if (columns === undefined) columns = columnsIn(cells, list);
    else if (cells.some((cell) => cell.trim() !== "")) readRow(read, at, columns, cells);
  }
  return read;
}

function readRow(
  { spans, faults }: SpansRead,
  at: number,
  columns: Record<string, number>,
  cells: readonly string[],
): void {
  const text = (column: string) => (cells[columns[column] ?? -1] ?? "").trim();
  const code = text("Code") || undefined;
  const wrong: Omit<SpanFault, "at" | "code">[] = [];
  const dayIn = (column: string) => {
    const day = readDay(text(column));
    if (day) return Temporal.PlainDate.from(day);
    const fault = text(column) === "" ? "It is empty." : `'${text(column).slice(0, 40)}' is not a day.`;
    wrong.push({ field: column, fault, mend: "Write a real day, such as 2026-09-03." });
    return undefined;
  };
  const kind = kindNamed(text("Kind"));
  if (kind === undefined)
    wrong.push({
      field: "Kind",
      fault: text("Kind") === "" ? "It is empty." : `'${text("Kind").slice(0, 40)}' is not a kind of dates.`,
      mend: `Write one of: ${Object.keys(kindsInWords).join(", ")}.`,
    });
  const [from, until] = [dayIn("Starts"), dayIn("Ends")];
  if (kind && from && until) {
    const span: GivenSpan = { at, code, kind, from, until };
    const fault = faultOfDays(span, "Ends");
    if (fault) wrong.push(fault);
    else spans.push(span);
  }
  faults.push(...wrong.map((one) => ({ ...one, at, code })));
}

/** "Half Term", "half-term" and "HALFTERM" are one. */
function kindNamed(words: string): SpanKind | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, "");
  const kinds = Object.keys(kindsInWords) as SpanKind[];
  return kinds.find((kind) => [kind, kindsInWords[kind]].some((name) => plain(name) === plain(words)));
}
