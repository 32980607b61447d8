import { once } from "node:events";
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Dictionary } from "./dictionary.ts";
import { type Layout, type PackedList, packed } from "./packed-list.ts";

/** The same file's thread, in src/ and in dist/. */
const thread = new URL(`./list-packer.thread${extname(import.meta.url)}`, import.meta.url);
/** A shorter list is packed before a thread has begun. */
const rowsWorthAThread = 100_000;

/** A list as it was coded, and what it takes to pack it. */
export type CodedToPack = {
  readonly layout: Layout;
  readonly dictionaries: readonly (Dictionary | undefined)[];
  /** How many columns each field has in this list. */
  readonly slots: readonly number[];
  readonly codes: Int32Array;
  readonly length: number;
};

/** A packed list, which row of the file each row is, and for each field how many rows have each code. */
export type PackedAndCounted = PackedList & {
  readonly order: Int32Array;
  readonly counts: readonly Float64Array[];
};

export function packedAndCounted({
  layout,
  dictionaries,
  slots,
  codes,
  length,
}: CodedToPack): PackedAndCounted {
  const list = packed(layout, dictionaries, slots, codes, length);
  return {
    ...list,
    counts: layout.fields.map(({ at, dictionary }) =>
      countsOf(list, at, dictionaries[dictionary]?.size ?? 1),
    ),
  };
}

/** Packs one or two lists: two of at least so many rows at the same time, the second in a thread of its own. */
export async function packedTogether(
  lists: readonly CodedToPack[],
  worthAThread = rowsWorthAThread,
): Promise<PackedAndCounted[]> {
  const [first, second] = lists as [CodedToPack, CodedToPack | undefined];
  if (!second) return [packedAndCounted(first)];
  const isLong = Math.min(first.length, second.length) >= worthAThread && availableParallelism() > 1;
  const other = isLong ? packedInThread(second) : undefined;
  return [packedAndCounted(first), (await other) ?? packedAndCounted(second)];
}

async function packedInThread(list: CodedToPack): Promise<PackedAndCounted> {
  // Throws what the thread throws.
  const [answer] = await once(new Worker(thread, { workerData: list }), "message");
  return answer as PackedAndCounted;
}

function countsOf({ columns }: PackedList, at: number, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const code of columns[at] as Int32Array) counts[code] = (counts[code] as number) + 1;
  return counts;
}
