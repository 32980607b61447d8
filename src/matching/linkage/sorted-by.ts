/** Places in the order of a whole number from 0 and below `numbers`, sorted by counting; those of one number keep their order. */
export function sortedBy(
  places: Int32Array<ArrayBuffer>,
  numbers: number,
  numberOf: (place: number) => number,
): Int32Array<ArrayBuffer> {
  const next = new Int32Array(numbers + 1);
  for (const place of places) {
    const after = numberOf(place) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let number = 1; number <= numbers; number++)
    next[number] = (next[number] as number) + (next[number - 1] as number);
  const sorted = new Int32Array(places.length);
  for (const place of places) {
    const number = numberOf(place);
    sorted[next[number] as number] = place;
    next[number] = (next[number] as number) + 1;
  }
  return sorted;
}
