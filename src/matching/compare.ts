import { type Evidence, evidenceWords, type Identity } from "./evidence.ts";
import { type Level, levelsBetween, type RecordValues } from "./linkage/index.ts";
import { childrenAgainstList, type LinkedField } from "./linked-fields.ts";
import type { SearchWeights, WeighedBy } from "./search-weights.ts";
import { areOfOneFamily, mayBeSiblings, mayBeTwins } from "./siblings.ts";

/** What the evidence adds up to. */
export type Likelihood = "very-likely" | "possible" | "likely-sibling" | "unlikely";

export const likelihoodWords: Record<Likelihood, string> = {
  "very-likely": "Very likely the same child",
  possible: "Possibly the same child",
  "likely-sibling": "Likely a brother or sister",
  unlikely: "Unlikely to be the same child",
};

/** How two records compare, field by field and in all, and by which weights. */
export type Comparison = {
  bits: number;
  likelihood: Likelihood;
  evidence: Evidence[];
  weighedBy: WeighedBy;
};

/** Among 400,000 records (2 to the power of 18.6) these bits make the odds of one child 99 to 1, and 1 to 99. */
const enough = { "very-likely": 25, possible: 12 };

const { columns } = childrenAgainstList;

/**
 * Compares two records of a child, perhaps the same, at the levels and by the weights by which whole lists are linked. Each field
 * speaks for itself; what is missing is silent. Children of one family share nearly everything but their forename: twins and
 * siblings are never called very likely the same child, however much else fits, unless the UPN is the same. [A11]
 */
export function compare(sought: Identity, found: Identity, weights: SearchWeights): Comparison {
  return compareEach(sought, [found], () => weights)[0] as Comparison;
}

/** Compares one record with each of others, in their order, by the weights that hold for each. [A11] */
export function compareEach<Found extends Identity>(
  sought: Identity,
  found: readonly Found[],
  weightsFor: (found: Found) => SearchWeights,
): Comparison[] {
  if (found.length === 0) return [];
  const levels = levelsBetween(columns, valuesOf(sought), found.map(valuesOf));
  return found.map((each, at) => weighed(levels[at] ?? [], weightsFor(each)));
}

const said: Record<LinkedField, (identity: Identity) => readonly string[]> = {
  forename: ({ forename, otherForename, middleNames }) => [forename, otherForename, middleNames],
  surname: ({ surname, otherSurname }) => [surname, otherSurname],
  born: ({ dateOfBirth }) => [dateOfBirth?.toString() ?? ""],
  postcode: ({ postcode }) => [postcode ?? ""],
  sex: ({ sex }) => [sex ?? ""],
  upn: ({ upn, formerUpn }) => [upn ?? "", formerUpn ?? ""],
};

function valuesOf(identity: Identity): RecordValues {
  return columns.map(({ name }) => said[name as LinkedField](identity));
}

function weighed(levels: readonly Level[], { bits: worth, weighedBy }: SearchWeights): Comparison {
  const evidence = columns.map(({ name }, at): Evidence => {
    const [field, level] = [name as LinkedField, levels[at] ?? "missing"];
    return { field, level, words: evidenceWords(field, level), bits: worth[field][level] ?? 0 };
  });
  const bits = evidence.reduce((sum, one) => sum + one.bits, 0);
  return { bits, evidence, weighedBy, likelihood: likelihoodOf(bits, evidence) };
}

function likelihoodOf(bits: number, evidence: readonly Evidence[]): Likelihood {
  if (areOfOneFamily(evidence)) return "likely-sibling";
  if (bits >= enough["very-likely"] && !mayBeTwins(evidence) && !mayBeSiblings(evidence))
    return "very-likely";
  return bits >= enough.possible ? "possible" : "unlikely";
}
