import type { Level } from "./linkage/index.ts";
import type { LinkedField } from "./linked-fields.ts";

/** Fields and the levels at which they compare. */
export type Compared = readonly { readonly field: string; readonly level: Level }[];

/** What no weight outdoes, in a search and in whole lists alike: children of one family have nearly everything in common. */
function isAt(compared: Compared, field: LinkedField, ...levels: Level[]): boolean {
  const found = compared.find((each) => each.field === field)?.level ?? "missing";
  return levels.includes(found);
}

function isNumberTheSame(compared: Compared): boolean {
  return isAt(compared, "upn", "same", "former");
}

/**
 * If two records may be of two children of one family: born on days that have little in common, and no number that is
 * the same. A child is often given a brother's or sister's name as a second one. [A11]
 */
export function mayBeSiblings(compared: Compared): boolean {
  return isAt(compared, "born", "differs") && !isNumberTheSame(compared);
}

/**
 * If two records may be of two children of one birth, wherever they live: another forename, or none to tell them apart; or one
 * that is only like it, with another sex or number. The same number says that it is one child. [A11]
 */
export function mayBeTwins(compared: Compared): boolean {
  if (isNumberTheSame(compared)) return false;
  if (isAt(compared, "forename", "missing", "differs", "resembles")) return true;
  const isOtherwise = isAt(compared, "sex", "differs") || isAt(compared, "upn", "differs");
  return isOtherwise && !isAt(compared, "forename", "same");
}

/** If two records are likely of a brother or sister: one surname at one address, another forename and no number that is the same. [A11] */
export function areOfOneFamily(compared: Compared): boolean {
  return (
    isAt(compared, "forename", "differs", "resembles") &&
    isAt(compared, "surname", "same") &&
    isAt(compared, "postcode", "same") &&
    !isNumberTheSame(compared)
  );
}
