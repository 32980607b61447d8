/** Seeded chance: the same seed and stream give the same draws on every machine. */
export type Chance = {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
  /** A whole number from the first to the last, both included. */
  between(first: number, last: number): number;
  /** True in this share (0 to 1) of cases. */
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the rows, as often as its weight says. The weights need not add up to anything. */
  weighed<T extends { weight: number }>(from: readonly T[]): T;
};

/** Chance from a seed and the name of a stream, so that drawing more in one place moves nothing in another. */
export function chanceFrom(seed: string, stream: string): Chance {
  const next = sfc32(hashOf(`${stream}\n${seed}`));
  const below = (bound: number) => Math.floor((next() / 4294967296) * bound);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)];
    if (one === undefined) throw new RangeError("There is nothing to pick from");
    return one;
  };
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    happens: (share) => next() < share * 4294967296,
    pick,
    weighed(from) {
      let left = (next() / 4294967296) * from.reduce((sum, row) => sum + row.weight, 0);
      for (const row of from) {
        left -= row.weight;
        if (left < 0) return row;
      }
      return pick(from);
    },
  };
}

/** Doty-Humphrey's small fast counter generator: 32 random bits a call, good enough for a county. */
function sfc32([first, second, third, fourth]: [number, number, number, number]): () => number {
  let a = first;
  let b = second;
  let c = third;
  let counter = fourth;
  const next = () => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return out >>> 0;
  };
  for (let warming = 0; warming < 15; warming++) next();
  return next;
}

/** FNV-1a over the text, continued into four words. */
function hashOf(text: string): [number, number, number, number] {
  let hash = 2166136261;
  const word = () => {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
    return hash;
  };
  return [word(), word(), word(), 1];
}
