import type { Shares } from "./learn.ts";
import { levels } from "./levels.ts";
import type { Layout } from "./packed-list.ts";
import type { Weights } from "./pair-weigher.ts";

/** What was learnt about how two records of one child compare; kept with `--model` and used again as it is. */
export type LinkageModel = {
  readonly version: 1;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    /** By level: how often between two records of one child, and of two children. */
    readonly m: Readonly<Record<string, number>>;
    readonly u: Readonly<Record<string, number>>;
  }[];
};

export function modelOf(layout: Layout, m: Shares, u: Shares): LinkageModel {
  const named = (type: keyof typeof levels, shares: readonly number[] | undefined) =>
    Object.fromEntries(levels[type].slice(1).map((level, index) => [level, shares?.[index + 1] ?? 0]));
  return {
    version: 1,
    fields: layout.fields.map(({ name, type }, field) => ({
      ...{ name, type },
      m: named(type, m[field]),
      u: named(type, u[field]),
    })),
  };
}

/** Stands for a share that a model does not have. */
const leastKnown = 1e-3;

/** What a level of a field is worth, in bits; nothing where either record is silent. */
export function bitsOf(field: LinkageModel["fields"][number] | undefined, level: string): number {
  if (level === "missing") return 0;
  return Math.log2((field?.m[level] ?? leastKnown) / (field?.u[level] ?? leastKnown));
}

/** A rare value adds at most so many bits to what being the same is worth, and a common one takes as many away. */
const mostForRarity = 8;
/** A value is held to be in this many more rows than were counted: one rare misspelling twice is not yet a proof. */
const seenBesides = 4;

/**
 * The weights of a model for two lists: in bits by level, and for each value by how common it is in these lists. `counts`
 * has for each field how many rows of both lists have each code.
 */
export function weightsOf(
  model: LinkageModel,
  layout: Layout,
  counts: readonly (Float64Array | undefined)[],
  shared: (length: number) => Float32Array,
): Weights {
  const bits = layout.fields.map(({ type }, field) => {
    const known = model.fields[field];
    return Float64Array.from(levels[type], (level) => bitsOf(known, level));
  });
  const rarity = layout.fields.map((_, field) => {
    const counted = counts[field];
    if (!counted) return undefined;
    const all = counted.reduce((sum, count, code) => (code === 0 ? sum : sum + count), 0);
    const same = model.fields[field]?.u["same"] ?? 1;
    const added = shared(counted.length);
    for (let code = 1; code < counted.length; code++) {
      const share = ((counted[code] as number) + seenBesides) / (all + seenBesides);
      added[code] = Math.max(-mostForRarity, Math.min(mostForRarity, Math.log2(same / share)));
    }
    return added;
  });
  return { bits, rarity };
}
