import type { Pairs } from "./pairs.ts";
import { allBelow, sortedBy } from "./sorted-by.ts";

/** Chosen pairs by their place among the pairs, and by how many bits each beats the next best one of either row. */
export type Assigned = { readonly chosen: Int32Array; readonly margin: Float32Array };

/** A margin where there is no other pair. */
const noOther = 99;

/**
 * One to one where a list holds each child once: the heaviest pair first, and no row of such a list's partner twice.
 * Siblings and twins, who share nearly everything with each other's records, are told apart by this more than by any
 * threshold. `standing` is the weight by which each pair takes its turn: less than its own where it may be twins, so that
 * it takes no row from a likely pair. Two pairs of one standing are taken in the order of their rows.
 */
export function assigned(
  pairs: Pairs,
  standing: Float32Array,
  lengths: { left: number; right: number },
  once: { left: boolean; right: boolean },
): Assigned {
  const order = heaviestFirst(standing);
  const best = {
    left: new Float32Array(lengths.left).fill(-noOther),
    right: new Float32Array(lengths.right).fill(-noOther),
  };
  const second = {
    left: new Float32Array(lengths.left).fill(-noOther),
    right: new Float32Array(lengths.right).fill(-noOther),
  };
  for (let at = 0; at < pairs.length; at++) {
    const bits = pairs.bits[at] as number;
    if (once.right) raise(best.left, second.left, pairs.left[at] as number, bits);
    if (once.left) raise(best.right, second.right, pairs.right[at] as number, bits);
  }
  const takenLeft = new Uint8Array(lengths.left);
  const takenRight = new Uint8Array(lengths.right);
  const chosen = new Int32Array(pairs.length);
  const margin = new Float32Array(pairs.length);
  let count = 0;
  for (let turn = 0; turn < order.length; turn++) {
    const at = order[turn] as number;
    const l = pairs.left[at] as number;
    const r = pairs.right[at] as number;
    // A left row has one partner where the right list holds each child once, and the other way round.
    if ((once.right && takenLeft[l] === 1) || (once.left && takenRight[r] === 1)) continue;
    takenLeft[l] = 1;
    takenRight[r] = 1;
    const bits = pairs.bits[at] as number;
    const ofLeft = once.right ? nextBest(best.left, second.left, l, bits) : -noOther;
    const ofRight = once.left ? nextBest(best.right, second.right, r, bits) : -noOther;
    chosen[count] = at;
    margin[count++] = Math.min(noOther, bits - Math.max(ofLeft, ofRight));
  }
  return { chosen: chosen.slice(0, count), margin: margin.slice(0, count) };
}

function raise(best: Float32Array, second: Float32Array, row: number, bits: number): void {
  const most = best[row] as number;
  if (bits > most) {
    second[row] = most;
    best[row] = bits;
  } else if (bits > (second[row] as number)) second[row] = bits;
}

/** The weight of the best pair of a row but for one of so many bits. */
function nextBest(best: Float32Array, second: Float32Array, row: number, bits: number): number {
  return (best[row] === bits ? second[row] : best[row]) as number;
}

/** Places of the pairs by falling weight, sorted by counting: a thousandth of a bit makes no difference. */
function heaviestFirst(bits: Float32Array): Int32Array {
  const { length } = bits;
  const finest = 1000;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < length; at++) {
    most = Math.max(most, bits[at] as number);
    least = Math.min(least, bits[at] as number);
  }
  if (length === 0) return new Int32Array(0);
  const steps = Math.ceil((most - least) * finest) + 1;
  const below = new Int32Array(length);
  for (let at = 0; at < length; at++) below[at] = Math.floor((most - (bits[at] as number)) * finest);
  return sortedBy(allBelow(length), steps, below);
}
