import type { ColumnType } from "./column-map.ts";
import { shared } from "./shared-array.ts";
import { districtOf } from "./standard-value.ts";

/**
 * The distinct standard values of one column (or of all names), each with a code from 1; 0 is a missing value. What the
 * comparing of two values needs is laid out by code in typed arrays that threads share.
 */
export type Dictionary = {
  readonly size: number;
  /** Characters of each value one after another, of names without spaces, no more than 31 each; and where each begins. */
  readonly letters: Uint8Array;
  readonly start: Int32Array;
  /** What a value is like at a glance, as bits: see `letterBits`. Most pairs of values are told apart by it alone. */
  readonly traits: Int32Array;
  /** The codes of a name's words where it has several, and where those of each name begin. */
  readonly words: Int32Array;
  readonly wordStart: Int32Array;
  /** What a value begins with or lies in, as a number: a name's two first letters, a place's district, a date's month. */
  readonly coarse: Int32Array;
  /** How a value begins: its first four letters, the first one highest; of a date all eight digits, four bits each. */
  readonly head: Int32Array;
  /** The code of a date with its day and month exchanged; 0 where no value of the lists is that. */
  readonly exchanged: Int32Array;
};

/** Longer names are compared by their first 31 letters: one bit each in a word of 32, and five for how many there are. */
const comparedLetters = 31;

/**
 * The bits of a value's traits: which letters and digits occur in it (26), how many characters it has (above them), and
 * whether it is a name of several words (the lowest).
 */
export const letterBits = 0x07fffffe;
export const lengthAbove = 27;
export const severalWords = 1;

export class DictionaryInTheMaking {
  readonly values: string[] = [""];
  readonly #codes = new Map<string, number>([["", 0]]);
  readonly #words: (number[] | undefined)[] = [undefined];
  readonly type: ColumnType;

  constructor(type: ColumnType) {
    this.type = type;
  }

  /** The code of a standard value; a name's words get codes of their own too. */
  codeOf(standard: string): number {
    const isSeveral = this.type === "name" && standard.includes(" ");
    const key = isSeveral ? standard.replaceAll(" ", "") : standard;
    const known = this.#codes.get(key);
    const code = known ?? this.values.length;
    if (known === undefined) {
      this.#codes.set(key, code);
      this.values.push(key);
      this.#words.push(undefined);
    }
    if (isSeveral && !this.#words[code])
      this.#words[code] = standard.split(" ").map((word) => this.codeOf(word));
    return code;
  }

  finished(): Dictionary {
    const { values, type } = this;
    const size = values.length;
    const cut = values.map((value) => value.slice(0, comparedLetters));
    const start = shared(Int32Array, size + 1);
    const letters = shared(
      Uint8Array,
      cut.reduce((sum, { length }) => sum + length, 0),
    );
    const traits = shared(Int32Array, size);
    const wordStart = shared(Int32Array, size + 1);
    const words = shared(
      Int32Array,
      this.#words.reduce((sum, each) => sum + (each?.length ?? 0), 0),
    );
    const coarse = shared(Int32Array, size);
    const head = shared(Int32Array, size);
    const exchanged = shared(Int32Array, type === "date" ? size : 0);
    const districts = new Map<string, number>();
    for (let code = 0, at = 0, word = 0; code < size; code++) {
      const value = cut[code] ?? "";
      const ofName = this.#words[code];
      let kinds = 0;
      start[code] = at;
      for (let each = 0; each < value.length; each++) {
        const letter = value.charCodeAt(each) & 255;
        letters[at++] = letter;
        kinds |= 1 << (letter & 31);
      }
      traits[code] = (kinds & letterBits) | (value.length << lengthAbove) | (ofName ? severalWords : 0);
      wordStart[code] = word;
      for (const each of ofName ?? []) words[word++] = each;
      start[code + 1] = at;
      wordStart[code + 1] = word;
      coarse[code] = coarseOf(type, value, districts);
      head[code] = type === "date" ? Number.parseInt(value || "0", 16) : headOf(value);
      if (type === "date" && value) exchanged[code] = this.#codes.get(exchangedDate(value)) ?? 0;
    }
    return { size, letters, start, traits, words, wordStart, coarse, head, exchanged };
  }
}

function headOf(value: string): number {
  let head = 0;
  for (let letter = 0; letter < 4; letter++) head = (head << 8) | (value.charCodeAt(letter) & 255);
  return head;
}

function coarseOf(type: ColumnType, value: string, districts: Map<string, number>): number {
  if (type === "name" && value.length >= 2) return value.charCodeAt(0) * 256 + value.charCodeAt(1);
  if (type === "date" && value) return Number(value.slice(0, 6));
  if (type !== "place") return 0;
  const district = districtOf(value);
  if (district === "") return 0;
  const known = districts.get(district) ?? districts.size + 1;
  districts.set(district, known);
  return known;
}

function exchangedDate(value: string): string {
  return `${value.slice(0, 4)}${value.slice(6)}${value.slice(4, 6)}`;
}
