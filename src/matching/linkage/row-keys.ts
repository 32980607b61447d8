const begun = 17;

/** A rule's parts of a row, of which there are three at most, as one number that is not 0; 0 where one is missing. */
export function keyOf(parts: readonly number[]): number {
  if (parts.includes(0)) return 0;
  return parts.reduce(mixed, begun) || 1;
}

/** The same of every row of a list, into `keys`: `columns` are the places of the rule's parts. */
export function fillKeys(keys: Int32Array, columns: readonly Int32Array[]): void {
  const [first = keys, second = first, third = first] = columns;
  const parts = columns.length;
  if (parts === 0 || parts > 3) throw new RangeError(`${parts} parts of a rule`);
  for (let row = 0; row < keys.length; row++) {
    const one = first[row] as number;
    const two = second[row] as number;
    const three = third[row] as number;
    let key = 0;
    if (one !== 0 && two !== 0 && three !== 0) {
      key = mixed(begun, one);
      if (parts > 1) key = mixed(key, two);
      if (parts > 2) key = mixed(key, three);
      if (key === 0) key = 1;
    }
    keys[row] = key;
  }
}

function mixed(key: number, value: number): number {
  const product = Math.imul(key ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
}
