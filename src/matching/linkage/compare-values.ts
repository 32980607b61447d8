import { type Dictionary, lengthAbove, letterBits, severalWords } from "./dictionary.ts";
import type { Field, Layout } from "./packed-list.ts";
import { radixOf } from "./pairs.ts";

/** Levels by number: the places in `levels`. */
const missing = 0;
const differs = 1;
const name = { resembles: 2, alike: 3, partOf: 4, otherName: 5, swapped: 6, same: 7 } as const;
const date = { twoParts: 2, oneSlip: 3, swapped: 4, same: 5 } as const;
const place = { sameDistrict: 2, oneSlip: 3, former: 4, same: 5 } as const;
const identifier = { oneSlip: 2, former: 3, same: 4 } as const;
const category = { same: 2 } as const;

/**
 * From which likeness two names are called alike, or resemble each other: 0.92 and 0.8. Some names are exactly that alike, such
 * as ten letters of which seven stand in both, and engines and processors round that up or down; no likeness lies so near below.
 */
export const nearlyTheSame = 0.92 - 1e-9;
export const somewhatAlike = 0.8 - 1e-9;
/** Only above it does a common beginning add to how alike two names are. */
export const countsBeginnings = 0.7;
/** Two names this short are not called alike for one slip: Ian is not Dan. */
export const shortName = 3;

/** Compares rows of packed lists field by field. Made once a thread: the arrays at hand make it fast. */
export class RowComparer {
  readonly #fields: readonly Field[];
  readonly #dictionaries: readonly Dictionary[];
  readonly #radix: Int32Array;
  readonly #given: Field | undefined;
  readonly #family: Field | undefined;

  constructor(layout: Layout, dictionaries: readonly (Dictionary | undefined)[]) {
    const { fields } = layout;
    this.#fields = fields;
    this.#radix = Int32Array.from(fields, (_, field) => radixOf(layout, field));
    this.#dictionaries = fields.map(({ dictionary }) => dictionaries[dictionary] as Dictionary);
    this.#given = fields.find(({ part }) => part === "given");
    this.#family = fields.find(({ part }) => part === "family");
  }

  /** The level of one field between the row of `A` that begins at `a` and that of `B` at `b`. */
  level(field: number, A: Int32Array, a: number, B: Int32Array, b: number): number {
    const of = this.#fields[field] as Field;
    const dictionary = this.#dictionaries[field] as Dictionary;
    const x = A[a + of.at] as number;
    const y = B[b + of.at] as number;
    switch (of.type) {
      case "name":
        return this.#nameLevel(of, dictionary, x, y, A, a, B, b);
      case "date":
        if (x === 0 || y === 0) return missing;
        return x === y ? date.same : dateLevel(dictionary, x, y);
      case "place":
        if (x !== 0 && x === y) return place.same;
        if (of.slots > 1 && anyShared(of, A, a, B, b)) return place.former;
        if (x === 0 || y === 0) return missing;
        if (isOneSlip(dictionary, x, y)) return place.oneSlip;
        return isSharedPart(A[a + of.coarse] as number, B[b + of.coarse] as number)
          ? place.sameDistrict
          : differs;
      case "identifier":
        if (x !== 0 && x === y) return identifier.same;
        if (of.slots > 1 && anyShared(of, A, a, B, b)) return identifier.former;
        if (x === 0 || y === 0) return missing;
        return isOneSlip(dictionary, x, y) ? identifier.oneSlip : differs;
      case "category":
        if (x === 0 || y === 0) return missing;
        return x === y ? category.same : differs;
    }
  }

  /** The levels of all fields as one number: see `levelsIn`. */
  pattern(A: Int32Array, a: number, B: Int32Array, b: number): number {
    let pattern = 0;
    for (let field = 0; field < this.#fields.length; field++)
      pattern = pattern * (this.#radix[field] as number) + this.level(field, A, a, B, b);
    return pattern;
  }

  #nameLevel(
    of: Field,
    dictionary: Dictionary,
    x: number,
    y: number,
    A: Int32Array,
    a: number,
    B: Int32Array,
    b: number,
  ): number {
    if (x === 0 || y === 0) return missing;
    if (x === y) return name.same;
    if (this.#areExchanged(of, dictionary, A, a, B, b)) return name.swapped;
    if (of.slots > 1 && hasOtherName(of, dictionary, A, a, B, b)) return name.otherName;
    if (isPartOf(dictionary, x, y) || (of.part === "given" && isShortFor(dictionary, x, y)))
      return name.partOf;
    const likeness = jaroWinklerOf(dictionary, x, y);
    if (likeness >= nearlyTheSame) return name.alike;
    if (isSlipOfName(dictionary, x, y)) return name.alike;
    return likeness >= somewhatAlike ? name.resembles : differs;
  }

  /** If a name of one row stands in the place of the other name of the other row: only then can names be exchanged. */
  mayBeExchanged(A: Int32Array, a: number, B: Int32Array, b: number): boolean {
    const given = this.#given;
    const family = this.#family;
    if (!given || !family) return false;
    return A[a + given.at] === B[b + family.at] || A[a + family.at] === B[b + given.at];
  }

  /** If given and family name stand in each other's place; one of the two may have been written a little otherwise besides. */
  #areExchanged(of: Field, names: Dictionary, A: Int32Array, a: number, B: Int32Array, b: number): boolean {
    const given = this.#given;
    const family = this.#family;
    if (!given || !family || (of !== given && of !== family)) return false;
    const [givenA, familyA] = [A[a + given.at] as number, A[a + family.at] as number];
    const [givenB, familyB] = [B[b + given.at] as number, B[b + family.at] as number];
    const isGivenMoved = givenA === familyB;
    const isFamilyMoved = familyA === givenB;
    if (isGivenMoved === isFamilyMoved) return isGivenMoved;
    if (givenA === givenB || familyA === familyB) return false;
    return isGivenMoved ? isNearly(names, familyA, givenB) : isNearly(names, givenA, familyB);
  }
}

/** If two names are one, written a little otherwise: with one slip, cut short, or with a part left out. */
function isNearly(dictionary: Dictionary, x: number, y: number): boolean {
  if (x === 0 || y === 0) return false;
  return isSlipOfName(dictionary, x, y) || isPartOf(dictionary, x, y) || isShortFor(dictionary, x, y);
}

/** If one slip makes one name the other; two short ones are two names. */
function isSlipOfName(dictionary: Dictionary, x: number, y: number): boolean {
  return (
    isOneSlip(dictionary, x, y) && lengthOf(dictionary, x) > shortName && lengthOf(dictionary, y) > shortName
  );
}

function isSharedPart(x: number, y: number): boolean {
  return x !== 0 && x === y;
}

/** If any value of one, former ones included, is any value of the other. */
function anyShared({ at, slots }: Field, A: Int32Array, a: number, B: Int32Array, b: number): boolean {
  for (let left = 0; left < slots; left++) {
    const x = A[a + at + left] as number;
    if (x === 0) continue;
    for (let right = 0; right < slots; right++) if (B[b + at + right] === x) return true;
  }
  return false;
}

/**
 * If two values of a name column, by their places in it, can say that a child goes by another name. A second forename that both
 * have says nothing of who they are: brothers and sisters, twins too, are often given the same one.
 */
export function countsAsOther({ part }: Pick<Field, "part">, left: number, right: number): boolean {
  return part === "given" ? (left === 0) !== (right === 0) : left > 0 || right > 0;
}

/** If a name of one, or a word of another name of it, is a name of the other. */
function hasOtherName(
  of: Field,
  dictionary: Dictionary,
  A: Int32Array,
  a: number,
  B: Int32Array,
  b: number,
): boolean {
  const { at, slots } = of;
  for (let left = 0; left < slots; left++) {
    const x = A[a + at + left] as number;
    if (x === 0) continue;
    for (let right = 0; right < slots; right++) {
      const y = B[b + at + right] as number;
      if (y === 0 || !countsAsOther(of, left, right)) continue;
      if (x === y || (left > 0 && hasWord(dictionary, x, y)) || (right > 0 && hasWord(dictionary, y, x)))
        return true;
    }
  }
  return false;
}

function hasWord({ traits, words, wordStart }: Dictionary, of: number, word: number): boolean {
  if (((traits[of] as number) & severalWords) === 0) return false;
  for (let at = wordStart[of] as number; at < (wordStart[of + 1] as number); at++)
    if (words[at] === word) return true;
  return false;
}

/** If every word of the name with fewer words stands in the other: smith in smith jones. */
function isPartOf(dictionary: Dictionary, x: number, y: number): boolean {
  const { traits, wordStart, words } = dictionary;
  if ((((traits[x] as number) | (traits[y] as number)) & severalWords) === 0) return false;
  const countX = (wordStart[x + 1] as number) - (wordStart[x] as number) || 1;
  const countY = (wordStart[y + 1] as number) - (wordStart[y] as number) || 1;
  const [fewer, more, count] = countX <= countY ? [x, y, countX] : [y, x, countY];
  if (count === 1) return hasWord(dictionary, more, fewer);
  for (let at = wordStart[fewer] as number; at < (wordStart[fewer + 1] as number); at++)
    if (!hasWord(dictionary, more, words[at] as number)) return false;
  return true;
}

/** If one is the beginning of the other, three letters or more: sam of samuel. */
function isShortFor(dictionary: Dictionary, x: number, y: number): boolean {
  if (commonBeginning(dictionary, x, y) < 3) return false;
  const { letters, start } = dictionary;
  const shorter = Math.min(lengthOf(dictionary, x), lengthOf(dictionary, y));
  const atX = start[x] as number;
  const atY = start[y] as number;
  for (let at = 0; at < shorter; at++) if (letters[atX + at] !== letters[atY + at]) return false;
  return true;
}

function dateLevel({ head, exchanged }: Dictionary, x: number, y: number): number {
  if (exchanged[x] === y) return date.swapped;
  const others = (head[x] as number) ^ (head[y] as number);
  // The lowest digit that differs, and above it the next one.
  const low = (31 - Math.clz32(others & -others)) & ~3;
  const rest = others >>> low;
  if (rest <= 15) return date.oneSlip;
  if (rest <= 255 && areTwoExchanged((head[x] as number) >>> low, (head[y] as number) >>> low))
    return date.oneSlip;
  const parts =
    (others >>> 16 === 0 ? 1 : 0) + ((others & 0xff00) === 0 ? 1 : 0) + ((others & 0xff) === 0 ? 1 : 0);
  return parts === 2 ? date.twoParts : differs;
}

/** If the two lowest digits of one are those of the other, exchanged. */
function areTwoExchanged(x: number, y: number): boolean {
  return (x & 15) === ((y >>> 4) & 15) && ((x >>> 4) & 15) === (y & 15);
}

function lengthOf({ traits }: Dictionary, code: number): number {
  return (traits[code] as number) >>> lengthAbove;
}

/** If one slip makes one value the other: a character changed, left out, put in, or two neighbours exchanged. */
export function isOneSlip({ letters, start, traits }: Dictionary, x: number, y: number): boolean {
  const traitsX = traits[x] as number;
  const traitsY = traits[y] as number;
  if (lettersOnlyIn(traitsX, traitsY) > 1 || lettersOnlyIn(traitsY, traitsX) > 1) return false;
  let atX = start[x] as number;
  let atY = start[y] as number;
  let endX = start[x + 1] as number;
  let endY = start[y + 1] as number;
  const longer = endX - atX - (endY - atY);
  if (x === y || longer > 1 || longer < -1) return false;
  while (atX < endX && atY < endY && letters[atX] === letters[atY]) {
    atX++;
    atY++;
  }
  while (atX < endX && atY < endY && letters[endX - 1] === letters[endY - 1]) {
    endX--;
    endY--;
  }
  const restX = endX - atX;
  const restY = endY - atY;
  if (restX <= 1 && restY <= 1) return true;
  return restX === 2 && restY === 2 && letters[atX] === letters[atY + 1] && letters[atX + 1] === letters[atY];
}

/**
 * How alike two values are, after Jaro and Winkler, with the credit for a common beginning only from 0.7 on, as DuckDB
 * has it; ClickHouse counts transpositions otherwise: see `isInDoubtInSql`. Answers 0 where it cannot reach 0.8: nothing asks for less.
 */
export function jaroWinklerOf(dictionary: Dictionary, x: number, y: number): number {
  const { letters, start, traits } = dictionary;
  const traitsX = traits[x] as number;
  const traitsY = traits[y] as number;
  const lengthX = traitsX >>> lengthAbove;
  const lengthY = traitsY >>> lengthAbove;
  const most = Math.min(lengthX - lettersOnlyIn(traitsX, traitsY), lengthY - lettersOnlyIn(traitsY, traitsX));
  const bound = (most / lengthX + most / lengthY + 1) / 3;
  const beginning = commonBeginning(dictionary, x, y);
  if (bound + beginning * 0.1 * (1 - bound) < somewhatAlike) return 0;
  const atX = start[x] as number;
  const atY = start[y] as number;
  const reach = Math.max(0, (Math.max(lengthX, lengthY) >> 1) - 1);
  let takenX = 0;
  let takenY = 0;
  let matches = 0;
  for (let i = 0; i < lengthX; i++) {
    const letter = letters[atX + i];
    const last = Math.min(lengthY - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (letters[atY + j] === letter && (takenY & (1 << j)) === 0) {
        takenX |= 1 << i;
        takenY |= 1 << j;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  for (let i = 0, j = 0; i < lengthX; i++) {
    if ((takenX & (1 << i)) === 0) continue;
    while ((takenY & (1 << j)) === 0) j++;
    if (letters[atX + i] !== letters[atY + j]) moved++;
    j++;
  }
  const jaro = (matches / lengthX + matches / lengthY + (matches - (moved >> 1)) / matches) / 3;
  if (jaro <= countsBeginnings) return jaro;
  return jaro + beginning * 0.1 * (1 - jaro);
}

/** How many of their first four letters two different values have in common. */
function commonBeginning({ head }: Dictionary, x: number, y: number): number {
  return Math.clz32((head[x] as number) ^ (head[y] as number)) >>> 3;
}

/** How many letters and digits occur in the value of some traits, and not in that of others. */
function lettersOnlyIn(traits: number, others: number): number {
  const word = traits & ~others & letterBits;
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
