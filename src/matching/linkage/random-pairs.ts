import { RowComparer } from "./compare-values.ts";
import { levels } from "./levels.ts";
import type { Pass } from "./pair-finder.ts";

const pairsAChunk = 125_000;

/** Pairs drawn by chance in chunks, each from a seed of its own: the same ones however many threads share them. */
export const randomChunks = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** How often each level of each field is seen among random pairs of these chunks: nearly all are two children. */
export function randomPairsOf(pass: Pass, chunks: Iterable<number>): number[][] {
  const { layout, dictionaries, left, right, isOneList } = pass;
  const comparer = new RowComparer(layout, dictionaries);
  const counts = layout.fields.map(({ type }) => levels[type].map(() => 0));
  if (left.length === 0 || right.length === 0) return counts;
  for (const chunk of chunks) {
    const draw = drawing(chunk + 1);
    for (let pair = 0; pair < pairsAChunk; pair++) {
      const l = draw(left.length);
      const r = draw(right.length);
      if (isOneList && l === r) continue;
      for (const [field, of] of counts.entries()) {
        const level = comparer.level(field, left.rows, l * layout.stride, right.rows, r * layout.stride);
        of[level] = (of[level] ?? 0) + 1;
      }
    }
  }
  return counts;
}

/** Whole numbers below a limit, evenly, from a seed (Marsaglia's xorshift). */
function drawing(seed: number): (limit: number) => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4_294_967_296) * limit);
  };
}
