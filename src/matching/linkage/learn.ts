import type { Rule } from "./blocking.ts";
import { firstGuess, levels, strangersGuess } from "./levels.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

/** How often each level of each field is seen, between two records of one child (m) and of two children (u). */
export type Shares = readonly (readonly number[])[];

const rounds = 30;
/** No level is held to be less likely than this: what was never seen in a sample is not impossible. */
const least = { m: 1e-3, u: 1e-7 } as const;
/** Rules whose pairs are hardly ever one child teach nothing. */
const leastMatching = 0.02;

/**
 * What random pairs show of u, with the share of exact sameness from how common each value is. Of a column that one of the
 * lists leaves empty they show nothing: another list weighed by this model may have it.
 */
export function sharesOfStrangers(
  layout: Layout,
  counts: readonly (readonly number[])[],
  sameByValue: readonly number[],
): Shares {
  return layout.fields.map(({ type }, field) => {
    const seen = counts[field] ?? [];
    const said = seen.reduce((sum, count, level) => (level === 0 ? sum : sum + count), 0);
    if (said === 0) return strangersGuess[type];
    const best = levels[type].length - 1;
    const same = Math.max(least.u, sameByValue[field] ?? 0);
    const others = said - (seen[best] ?? 0) + 0.5 * (best - 1);
    return levels[type].map((_, level) => {
      if (level === 0) return 0;
      return level === best ? same : Math.max(least.u, ((1 - same) * ((seen[level] ?? 0) + 0.5)) / others);
    });
  });
}

/**
 * Learns m from pairs of which nobody has said what they are, by expectation maximisation with u held fixed: for each
 * blocking rule from the fields that it does not ask for, then the mean over the rules by how many matches each has.
 */
export function learnMatches(
  layout: Layout,
  rules: readonly Rule[],
  patterns: readonly ReadonlyMap<number, number>[],
  pairsOfRule: readonly number[],
  u: Shares,
): Shares {
  const sums = layout.fields.map(({ type }) => levels[type].map(() => 0));
  const seen = layout.fields.map(() => 0);
  for (const [index, rule] of rules.entries()) {
    if (!rule.isPlain) continue;
    // In one order, whoever counted: sums of fractions depend on it in their last digit.
    const seenPatterns = [...(patterns[index] ?? [])].sort(([one], [other]) => one - other);
    const counts = seenPatterns.map(([pattern, count]) => ({
      levels: levelsIn(layout, pattern),
      count,
    }));
    const free = layout.fields
      .keys()
      .filter((field) => !rule.fields.includes(field))
      .toArray();
    const learnt = maximised(layout, counts, free, u);
    if (learnt.share < leastMatching) continue;
    const matches = learnt.share * (pairsOfRule[index] ?? 0);
    for (const field of free) {
      seen[field] = (seen[field] ?? 0) + matches;
      for (const [level, m] of (learnt.m[field] ?? []).entries()) {
        const sum = sums[field] as number[];
        sum[level] = (sum[level] ?? 0) + m * matches;
      }
    }
  }
  return layout.fields.map(({ type }, field) => {
    const matches = seen[field] ?? 0;
    const m = matches > 0 ? (sums[field] ?? []).map((sum) => sum / matches) : firstGuess[type];
    return normalised(m.map((each, level) => (level === 0 ? 0 : Math.max(least.m, each))));
  });
}

function maximised(
  { fields }: Layout,
  counts: readonly { levels: readonly number[]; count: number }[],
  free: readonly number[],
  u: Shares,
): { share: number; m: readonly (readonly number[])[] } {
  let m: readonly (readonly number[])[] = fields.map(({ type }) => firstGuess[type]);
  let share = 0.3;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return { share: 0, m };
  for (let round = 0; round < rounds; round++) {
    const next = fields.map(({ type }) => levels[type].map(() => 0));
    let matches = 0;
    for (const { levels: of, count } of counts) {
      let odds = share / (1 - share);
      for (const field of free) {
        const level = of[field] ?? 0;
        if (level > 0) odds *= (m[field]?.[level] ?? 0) / (u[field]?.[level] ?? 1);
      }
      const likely = count * (odds / (1 + odds));
      matches += likely;
      for (const field of free) {
        const level = of[field] ?? 0;
        if (level > 0) (next[field] as number[])[level] = ((next[field] as number[])[level] ?? 0) + likely;
      }
    }
    share = Math.min(0.999, Math.max(1e-6, matches / all));
    m = next.map((each) => normalised(each.map((sum, level) => (level === 0 ? 0 : sum + 1e-3))));
  }
  return { share, m };
}

function normalised(shares: readonly number[]): number[] {
  const sum = shares.reduce((all, each) => all + each, 0);
  return shares.map((each) => each / sum);
}
