import { RowComparer } from "./compare-values.ts";
import { levels } from "./levels.ts";
import { lookAt } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";

const pairsAChunk = 125_000;
const atATime = 125;

/** Pairs drawn by chance in chunks, each from a seed of its own: the same ones however many threads share them. */
export const randomChunks = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** How often each level of each field is seen among random pairs of these chunks: nearly all are two children. */
export function randomPairsOf(pass: Pass, chunks: Iterable<number>): number[][] {
  const { layout, dictionaries, left, right, isOneList } = pass;
  const { stride } = layout;
  const comparer = new RowComparer(layout, dictionaries);
  const counts = layout.fields.map(({ type }) => levels[type].map(() => 0));
  if (left.length === 0 || right.length === 0) return counts;
  const lefts = new Int32Array(atATime);
  const rights = new Int32Array(atATime);
  for (const chunk of chunks) {
    const draw = drawing(chunk + 1);
    for (let drawn = 0; drawn < pairsAChunk; drawn += atATime) {
      let count = 0;
      for (let pair = 0; pair < atATime; pair++) {
        lefts[count] = draw(left.length);
        rights[count] = draw(right.length);
        if (!isOneList || lefts[count] !== rights[count]) count++;
      }
      lookAt(left.rows, lefts, count, stride);
      lookAt(right.rows, rights, count, stride);
      for (const [field, of] of counts.entries())
        for (let pair = 0; pair < count; pair++) {
          const a = (lefts[pair] as number) * stride;
          const b = (rights[pair] as number) * stride;
          const level = comparer.level(field, left.rows, a, right.rows, b);
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
