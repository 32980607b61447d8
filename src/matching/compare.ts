import { compareForenames, compareSurnames } from "./compare-names.ts";
import { compareBirthDays, comparePostcodes, compareSexes, compareUpns } from "./compare-particulars.ts";
import type { Evidence, Field, Identity, Level } from "./evidence.ts";

/** What the evidence adds up to. */
export type Likelihood = "very-likely" | "possible" | "likely-sibling" | "unlikely";

export const likelihoodWords: Record<Likelihood, string> = {
  "very-likely": "Very likely the same child",
  possible: "Possibly the same child",
  "likely-sibling": "Likely a brother or sister",
  unlikely: "Unlikely to be the same child",
};

/** How two records compare, field by field and in all. */
export type Comparison = { bits: number; likelihood: Likelihood; evidence: Evidence[] };

/** Among 400,000 records (2 to the power of 18.6) these bits make the odds of one child 99 to 1, and 1 to 99. */
const enough = { "very-likely": 25, possible: 12 };

/**
 * Compares two records of a child, perhaps the same. Each field speaks for itself; what is missing is silent.
 * Children of one family share nearly everything but their forename: twins and siblings are never called the same
 * child, however much else fits, unless the UPN is the same. [A11]
 */
export function compare(sought: Identity, found: Identity): Comparison {
  const evidence = [
    compareForenames(sought, found),
    compareSurnames(sought, found),
    compareBirthDays(sought, found),
    comparePostcodes(sought, found),
    compareSexes(sought, found),
    compareUpns(sought, found),
  ];
  const bits = evidence.reduce((sum, one) => sum + one.bits, 0);
  return { bits, evidence, likelihood: likelihoodOf(bits, evidence) };
}

function likelihoodOf(bits: number, evidence: readonly Evidence[]): Likelihood {
  const level = (field: Field): Level | undefined => evidence.find((one) => one.field === field)?.level;
  const isOf = (field: Field, ...levels: Level[]) => levels.includes(level(field) ?? "missing");
  const isOtherForename = isOf("forename", "differs", "resembles");
  const isOneHousehold = isOf("surname", "same") && isOf("postcode", "same");
  if (isOtherForename && isOneHousehold && !isOf("upn", "same", "former-upn")) return "likely-sibling";
  // Twins are given names that differ by a letter, and then each has a UPN.
  const mayBeTwin = !isOf("forename", "same") && isOf("upn", "differs");
  if (bits >= enough["very-likely"] && !mayBeTwin) return "very-likely";
  return bits >= enough.possible ? "possible" : "unlikely";
}
