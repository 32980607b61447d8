/** The whole numbers from 0 and below `length`. */
export function allBelow(length: number): Int32Array<ArrayBuffer> {
  const all = new Int32Array(length);
  for (let at = 0; at < length; at++) all[at] = at;
  return all;
}

/** Bits by which places are sorted at a time: so few piles stay in the nearest memory. */
const bitsAtOnce = 12;

/** Places in the order of a whole number from 0 and below `numbers`, sorted by counting; those of one number keep their order. */
export function sortedBy(
  places: Int32Array<ArrayBuffer>,
  numbers: number,
  numberOf: Int32Array,
): Int32Array<ArrayBuffer> {
  let sorted = places;
  for (let bit = 0; bit === 0 || (numbers - 1) >>> bit > 0; bit += bitsAtOnce)
    sorted = sortedByBits(sorted, numberOf, bit);
  return sorted;
}

function sortedByBits(
  places: Int32Array<ArrayBuffer>,
  numberOf: Int32Array,
  bit: number,
): Int32Array<ArrayBuffer> {
  const next = new Int32Array((1 << bitsAtOnce) + 1);
  const mask = (1 << bitsAtOnce) - 1;
  for (let at = 0; at < places.length; at++) {
    const after = (((numberOf[places[at] as number] as number) >>> bit) & mask) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let pile = 1; pile <= mask; pile++) next[pile] = (next[pile] as number) + (next[pile - 1] as number);
  const sorted = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    const pile = ((numberOf[place] as number) >>> bit) & mask;
    sorted[next[pile] as number] = place;
    next[pile] = (next[pile] as number) + 1;
  }
  return sorted;
}

/** Places by falling weight in hundredths of a bit; those of one weight keep their order. */
export function byFallingWeight(
  places: Int32Array<ArrayBuffer>,
  weight: Float32Array,
): Int32Array<ArrayBuffer> {
  if (weight.length === 0) return places;
  const hundredths = new Int32Array(weight.length);
  let [most, least] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let at = 0; at < weight.length; at++) {
    const each = Math.round((weight[at] as number) * 100);
    hundredths[at] = each;
    most = Math.max(most, each);
    least = Math.min(least, each);
  }
  for (let at = 0; at < weight.length; at++) hundredths[at] = most - (hundredths[at] as number);
  return sortedBy(places, most - least + 1, hundredths);
}
