import type { Pairs } from "./pairs.ts";
import { sortedBy } from "./sorted-by.ts";

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
  const takenLeft = new Uint8Array(lengths.left);
  const takenRight = new Uint8Array(lengths.right);
  const raise = (side: "left" | "right", row: number, bits: number) => {
    if (bits > (best[side][row] as number)) {
      second[side][row] = best[side][row] as number;
      best[side][row] = bits;
    } else if (bits > (second[side][row] as number)) second[side][row] = bits;
  };
  for (let at = 0; at < pairs.length; at++) {
    const bits = pairs.bits[at] as number;
    raise("left", pairs.left[at] as number, bits);
    raise("right", pairs.right[at] as number, bits);
  }
  const chosen: number[] = [];
  const margin: number[] = [];
  for (const at of order) {
    const [l, r] = [pairs.left[at] as number, pairs.right[at] as number];
    // A left row has one partner where the right list holds each child once, and the other way round.
    if ((once.right && takenLeft[l]) || (once.left && takenRight[r])) continue;
    takenLeft[l] = 1;
    takenRight[r] = 1;
    chosen.push(at);
    const bits = pairs.bits[at] as number;
    const otherOf = (first: number | undefined, next: number | undefined) =>
      (first === bits ? next : first) ?? -noOther;
    const rivals = [
      once.right ? otherOf(best.left[l], second.left[l]) : -noOther,
      once.left ? otherOf(best.right[r], second.right[r]) : -noOther,
    ];
    margin.push(Math.min(noOther, bits - Math.max(...rivals)));
  }
  return { chosen: Int32Array.from(chosen), margin: Float32Array.from(margin) };
}

/** Places of the pairs by falling weight, sorted by counting: a thousandth of a bit makes no difference. */
function heaviestFirst(bits: Float32Array): Int32Array {
  const { length } = bits;
  const finest = 1000;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (const each of bits) {
    if (each > most) most = each;
    if (each < least) least = each;
  }
  if (length === 0) return new Int32Array(0);
  const steps = Math.ceil((most - least) * finest) + 1;
  const all = Int32Array.from({ length }, (_, at) => at);
  return sortedBy(all, steps, (at) => Math.floor((most - (bits[at] as number)) * finest));
}
