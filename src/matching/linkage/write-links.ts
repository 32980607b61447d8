import { join } from "node:path";
import { evidenceInWords } from "./evidence-in-words.ts";
import type { Groups } from "./groups.ts";
import { answers, type Links } from "./link-lists.ts";
import type { LinkageModel } from "./linkage-model.ts";
import type { LoadedList, LoadedLists } from "./load-lists.ts";
import { allBelow, byFallingWeight, sortedBy } from "./sorted-by.ts";
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
  const to = await WholeFile.begun(csv);
  try {
    to.text(`${Object.keys(columns).join(",")}\n`);
    await writeLines(lists, links, model, isParquet ? (id) => inCell(id) : (id) => inCell(asText(id)), to);
    await to.finish();
  } finally {
    await to.forget();
  }
  if (!isParquet) return;
  const { asParquet } = await import("./put-in-order.store.ts");
  await asParquet(csv, columns, file, loader);
}

const comma = 44;

/** What is written again and again is made once and kept as bytes. */
async function writeLines(
  { layout, left, right }: LoadedLists,
  links: Links,
  model: LinkageModel,
  idCell: (id: string) => string,
  to: WholeFile,
): Promise<void> {
  const weights = new Map<number, Uint8Array>();
  const chances = new Map<number, Uint8Array>();
  const ends = new Map<number, Uint8Array>();
  const idTo = ({ order, ids }: LoadedList, packed: number) => {
    const row = order[packed] as number;
    if (ids.areLines) to.number(ids.lineOf(row));
    else to.text(idCell(ids.of(row)));
    to.byte(comma);
  };
  for (const at of likeliestFirst(links, left.order, right.order)) {
    if (to.isFull) await to.flush();
    const pattern = links.pattern[at] as number;
    const answer = links.answer[at] as number;
    const end = () => `${answers[answer]},${inCell(evidenceInWords(layout, pattern, model))}\n`;
    const weight = Math.round((links.weight[at] as number) * 100);
    const chance = Math.round((links.probability[at] as number) * 1e6);
    idTo(left, links.left[at] as number);
    idTo(right, links.right[at] as number);
    to.bytes(keptIn(weights, weight, () => `${weight / 100},`));
    to.bytes(keptIn(chances, chance, () => `${chance / 1e6},`));
    to.bytes(keptIn(ends, pattern * answers.length + answer, end));
  }
}

function keptIn(kept: Map<number, Uint8Array>, key: number, made: () => string): Uint8Array {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(made());
  kept.set(key, bytes);
  return bytes;
}

/** The links by falling weight in hundredths of a bit, those of one weight as their rows stand in the files. */
function likeliestFirst(
  { length, weight, left, right }: Links,
  ofLeft: Int32Array,
  ofRight: Int32Array,
): Int32Array {
  const [leftRow, rightRow] = [new Int32Array(length), new Int32Array(length)];
  for (let at = 0; at < length; at++) {
    leftRow[at] = ofLeft[left[at] as number] as number;
    rightRow[at] = ofRight[right[at] as number] as number;
  }
  const byRight = sortedBy(allBelow(length), ofRight.length, rightRow);
  return byFallingWeight(sortedBy(byRight, ofLeft.length, leftRow), weight);
}

/** Writes the groups of one list: for each of its rows that is in one the number of the group and the row's id. */
export async function writeGroups({ left }: LoadedLists, { groups }: Groups, file: string): Promise<void> {
  const to = await WholeFile.begun(file);
  try {
    to.text("group,id\n");
    for (const [number, rows] of groups.entries())
      for (const row of rows) {
        if (to.isFull) await to.flush();
        to.text(`${number + 1},${inCell(asText(left.ids.of(row)))}\n`);
      }
    await to.finish();
  } finally {
    await to.forget();
  }
}

/** What a spreadsheet would run as a formula is made text; a negative number is none. */
function asText(id: string): string {
  return /^([=+@\t\r]|-[^0-9])/.test(id) ? `'${id}` : id;
}

function inCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
