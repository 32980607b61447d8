import { join } from "node:path";
import { evidenceInWords } from "./evidence-in-words.ts";
import type { Groups } from "./groups.ts";
import { answers, type Links } from "./link-lists.ts";
import type { LinkageModel } from "./linkage-model.ts";
import type { LoadedLists } from "./load-lists.ts";
import { sortedBy } from "./sorted-by.ts";
import { WholeFile } from "./whole-file.ts";

const columns = {
  left_id: "varchar",
  right_id: "varchar",
  weight: "double",
  probability: "double",
  answer: "varchar",
  evidence: "varchar",
} as const;

/**
 * Writes links to a file (CSV, or Parquet by its ending), the likeliest first: both ids, weight in bits, probability, what
 * becomes of the pair, and the evidence field by field in words with its bits. The file is there when it is whole. `loader`
 * says which folder is the run's own, and what DuckDB may use to write Parquet.
 */
export async function writeLinks(
  lists: LoadedLists,
  links: Links,
  model: LinkageModel,
  file: string,
  loader: { readonly folder: string; readonly megabytes: number },
): Promise<void> {
  const isParquet = /\.parquet$/i.test(file);
  const csv = isParquet ? join(loader.folder, "links.csv") : file;
  const to = new WholeFile(csv);
  try {
    to.write(`${Object.keys(columns).join(",")}\n`);
    writeLines(lists, links, model, isParquet ? (id) => inCell(id) : (id) => inCell(asText(id)), to);
    to.finish();
  } finally {
    to.forget();
  }
  if (!isParquet) return;
  const { asParquet } = await import("./put-in-order.store.ts");
  await asParquet(csv, columns, file, loader);
}

function writeLines(
  { layout, left, right }: LoadedLists,
  links: Links,
  model: LinkageModel,
  idCell: (id: string) => string,
  to: WholeFile,
): void {
  const weights = new Map<number, string>();
  const ends = new Map<number, string>();
  for (const at of likeliestFirst(links, left.order, right.order)) {
    const weight = Math.round((links.weight[at] as number) * 100);
    const pattern = links.pattern[at] as number;
    const answer = links.answer[at] as number;
    const weightCell = weights.get(weight) ?? String(weight / 100);
    weights.set(weight, weightCell);
    const endKey = pattern * answers.length + answer;
    const end = ends.get(endKey) ?? `${answers[answer]},${inCell(evidenceInWords(layout, pattern, model))}\n`;
    ends.set(endKey, end);
    const probability = Math.round((links.probability[at] as number) * 1e6) / 1e6;
    const leftId = idCell(left.ids.of(left.order[links.left[at] as number] as number));
    const rightId = idCell(right.ids.of(right.order[links.right[at] as number] as number));
    to.write(`${leftId},${rightId},${weightCell},${probability},${end}`);
  }
}

/** The links by falling weight in hundredths of a bit, those of one weight as their rows stand in the files. */
function likeliestFirst(
  { length, weight, left, right }: Links,
  ofLeft: Int32Array,
  ofRight: Int32Array,
): Int32Array {
  const hundredths = Int32Array.from(weight, (each) => Math.round(each * 100));
  const most = hundredths.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = hundredths.reduce((a, b) => Math.min(a, b), Infinity);
  let order = Int32Array.from({ length }, (_, at) => at);
  order = sortedBy(order, ofRight.length, (at) => ofRight[right[at] as number] as number);
  order = sortedBy(order, ofLeft.length, (at) => ofLeft[left[at] as number] as number);
  return length === 0 ? order : sortedBy(order, most - least + 1, (at) => most - (hundredths[at] as number));
}

/** Writes the groups of one list: for each of its rows that is in one the number of the group and the row's id. */
export function writeGroups({ left }: LoadedLists, { groups }: Groups, file: string): void {
  const to = new WholeFile(file);
  try {
    to.write("group,id\n");
    for (const [number, rows] of groups.entries())
      for (const row of rows) to.write(`${number + 1},${inCell(asText(left.ids.of(row)))}\n`);
    to.finish();
  } finally {
    to.forget();
  }
}

/** What a spreadsheet would run as a formula is made text; a negative number is none. */
function asText(id: string): string {
  return /^([=+@\t\r]|-[^0-9])/.test(id) ? `'${id}` : id;
}

function inCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
