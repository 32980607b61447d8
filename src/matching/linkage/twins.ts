import { levels } from "./levels.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

type Found = {
  /** The level of the given name; undefined where there is none. */
  readonly given: string | undefined;
  readonly isBornTheSame: boolean;
  readonly isBornOtherwise: boolean;
  readonly isIdentifierTheSame: boolean;
  readonly isIdentifierOther: boolean;
  readonly isFamilyTheSame: boolean;
  readonly isPlaceTheSame: boolean;
};

/**
 * If a pair may be two children of one birth: the same birth date, family name and place, another given name, and no
 * identifier that is the same. Such a pair is never linked by itself, however much else fits.
 * `wherever they live` leaves family name and place out of it: so are rows looked at that only other rows connect.
 */
export function mayBeTwins(
  layout: Layout,
  pattern: number,
  where: "at one place" | "wherever they live" = "at one place",
): boolean {
  const { given, isBornTheSame, isIdentifierTheSame, isFamilyTheSame, isPlaceTheSame } = foundIn(
    layout,
    pattern,
  );
  const isOtherName = given === "differs" || given === "resembles";
  if (!isOtherName || isIdentifierTheSame || !isBornTheSame) return false;
  return where === "wherever they live" || (isFamilyTheSame && isPlaceTheSame);
}

/**
 * If a pair may be two children where nothing crosses out one by the other: brothers and sisters, who have another given name,
 * or one that is like it or a second one and were born on days that have little in common; or namesakes, who neither were born
 * on one day nor live at one place. The same identifier speaks against it, but not for a day and a name that both differ.
 */
export function mayBeAnother(layout: Layout, pattern: number): boolean {
  const { given, isBornTheSame, isBornOtherwise, isIdentifierTheSame, isPlaceTheSame } = foundIn(
    layout,
    pattern,
  );
  if (given === "differs" || given === "resembles") return isBornOtherwise || !isIdentifierTheSame;
  if (isIdentifierTheSame) return false;
  return (isBornOtherwise && given !== "same") || (!isBornTheSame && !isPlaceTheSame);
}

/**
 * If all that two records share is what brothers and sisters share, a family name at one place: another given name, days of birth
 * that have little in common, and no identifier that is the same.
 */
export function mayBeSiblings(layout: Layout, pattern: number): boolean {
  const { given, isBornOtherwise, isIdentifierTheSame, isFamilyTheSame, isPlaceTheSame } = foundIn(
    layout,
    pattern,
  );
  const isOtherName = given === "differs" || given === "resembles";
  return isOtherName && isBornOtherwise && !isIdentifierTheSame && isFamilyTheSame && isPlaceTheSame;
}

/**
 * If two rows, each of which surely means another, are of two children who only share a name: `patterns` are the comparisons of either row
 * and its partner with the other row and its partner. The numbers are other ones in all of them, and so is the place or the birth date.
 */
export function areNamesakes(layout: Layout, patterns: readonly number[]): boolean {
  const all = patterns.map((pattern) => foundIn(layout, pattern));
  const isAnyNumberTheSame = all.some(({ isIdentifierTheSame }) => isIdentifierTheSame);
  if (isAnyNumberTheSame || !all.some(({ isIdentifierOther }) => isIdentifierOther)) return false;
  return !all.some(({ isPlaceTheSame }) => isPlaceTheSame) || !all.some(({ isBornTheSame }) => isBornTheSame);
}

function foundIn(layout: Layout, pattern: number): Found {
  const found = levelsIn(layout, pattern);
  const levelsOf = (is: (field: Layout["fields"][number]) => boolean): string[] =>
    layout.fields.flatMap((field, at) => (is(field) ? (levels[field.type][found[at] ?? 0] ?? []) : []));
  const isSame = (level: string) => level === "same" || level === "former";
  const areSame = (of: string[]) => of.length > 0 && of.every(isSame);
  const born = levelsOf(({ type }) => type === "date").slice(0, 1);
  const numbers = levelsOf(({ type }) => type === "identifier");
  return {
    given: levelsOf(({ part }) => part === "given")[0],
    isBornTheSame: areSame(born),
    isBornOtherwise: born[0] === "differs",
    isIdentifierTheSame: numbers.some(isSame),
    isIdentifierOther: numbers.includes("differs"),
    isFamilyTheSame: areSame(levelsOf(({ part }) => part === "family")),
    isPlaceTheSame: areSame(levelsOf(({ type }) => type === "place").slice(0, 1)),
  };
}
