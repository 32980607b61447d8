/**
 * How alike two words are, from 0 to 1, after Jaro and Winkler: letters shared near their places, with credit for a
 * common beginning of up to four letters. Expects folded names; two empty words are not alike.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === "" || other === "") return 0;
  if (one === other) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const shared: string[] = [];
  for (let at = 0; at < one.length; at++) {
    const last = Math.min(other.length - 1, at + reach);
    for (let there = Math.max(0, at - reach); there <= last; there++) {
      if (one[at] !== other[there] || taken.has(there)) continue;
      taken.add(there);
      shared.push(one[at] ?? "");
      break;
    }
  }
  const matches = shared.length;
  if (matches === 0) return 0;
  const inOthersOrder = [...taken].sort((a, b) => a - b).map((there) => other[there]);
  const moved = shared.filter((letter, at) => letter !== inOthersOrder[at]).length / 2;
  const jaro = (matches / one.length + matches / other.length + (matches - moved) / matches) / 3;
  return jaro + sharedBeginning(one, other) * 0.1 * (1 - jaro);
}

function sharedBeginning(one: string, other: string): number {
  let length = 0;
  while (length < 4 && length < one.length && one[length] === other[length]) length++;
  return length;
}

/** If one slip makes one word the other: a letter changed, left out, put in, or two neighbours exchanged. */
export function isOneSlipApart(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const restOfOne = one.slice(start);
  const restOfOther = other.slice(start);
  if (restOfOne.slice(1) === restOfOther.slice(1)) return true;
  if (restOfOne.slice(1) === restOfOther || restOfOne === restOfOther.slice(1)) return true;
  return (
    restOfOne[0] === restOfOther[1] &&
    restOfOne[1] === restOfOther[0] &&
    restOfOne.slice(2) === restOfOther.slice(2)
  );
}
