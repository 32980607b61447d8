import type { ColumnType } from "./column-map.ts";
import { RawValues } from "./raw-values.ts";
import { shared } from "./shared-array.ts";
import { districtOf, type PlainName } from "./standard-value.ts";

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
  readonly #values = new RawValues();
  readonly #words = new Map<number, number[]>();
  readonly type: ColumnType;

  constructor(type: ColumnType) {
    this.type = type;
  }

  /** The code of a standard value; a name's words get codes of their own too. */
  codeOf(standard: string): number {
    const isSeveral = this.type === "name" && standard.includes(" ");
    const code = this.codeOfBytes(...written(isSeveral ? standard.replaceAll(" ", "") : standard));
    if (isSeveral && !this.#words.has(code))
      this.#words.set(
        code,
        standard.split(" ").map((word) => this.codeOf(word)),
      );
    return code;
  }

  /** The same of a folded name. */
  codeOfName({ letters, ends, words }: PlainName): number {
    if (words === 0) return 0;
    const code = this.codeOfBytes(letters, 0, ends[words - 1] as number);
    if (words === 1 || this.#words.has(code)) return code;
    const ofWords: number[] = [];
    this.#words.set(code, ofWords);
    for (let word = 0, from = 0; word < words; from = ends[word++] as number)
      ofWords.push(this.codeOfBytes(letters, from, ends[word] as number));
    return code;
  }

  /** The code of a standard value of one word by its bytes, from one place to another. */
  codeOfBytes(bytes: DataView, from: number, to: number): number {
    return this.#values.numberOf(bytes, from, to);
  }

  finished(): Dictionary {
    const { type } = this;
    const { size } = this.#values;
    const { bytes, start: startOf } = this.#values.written;
    const start = shared(Int32Array, size + 1);
    const letters = shared(Uint8Array, startOf[size] as number);
    const traits = shared(Int32Array, size);
    const wordStart = shared(Int32Array, size + 1);
    const words = shared(
      Int32Array,
      this.#words.values().reduce((sum, each) => sum + each.length, 0),
    );
    const coarse = shared(Int32Array, size);
    const head = shared(Int32Array, size);
    const exchanged = shared(Int32Array, type === "date" ? size : 0);
    // Numbers are many, and nothing is asked of them that takes a text.
    const isText = type !== "identifier" && type !== "category";
    const districts = new Map<string, number>();
    for (let code = 1, at = 0, word = 0; code < size; code++) {
      const begun = at;
      at = spelt(bytes, startOf[code] as number, startOf[code + 1] as number, letters, at);
      let kinds = 0;
      for (let letter = begun; letter < at; letter++) kinds |= 1 << ((letters[letter] as number) & 31);
      const ofName = this.#words.get(code);
      traits[code] = (kinds & letterBits) | ((at - begun) << lengthAbove) | (ofName ? severalWords : 0);
      start[code] = begun;
      start[code + 1] = at;
      wordStart[code] = word;
      for (const each of ofName ?? []) words[word++] = each;
      wordStart[code + 1] = word;
      for (let letter = 0; letter < 4; letter++)
        head[code] =
          ((head[code] as number) << 8) | (begun + letter < at ? (letters[begun + letter] as number) : 0);
      if (!isText) continue;
      const value = Buffer.from(letters.subarray(begun, at)).toString("latin1");
      coarse[code] = coarseOf(type, value, districts);
      if (type !== "date") continue;
      head[code] = Number.parseInt(value, 16);
      exchanged[code] = this.#values.knownNumberOf(...written(exchangedDate(value)));
    }
    return { size, letters, start, traits, words, wordStart, coarse, head, exchanged };
  }
}

/** Puts the letters that are compared of a value that stands in `bytes` at a place; answers the place after them. */
function spelt(bytes: Buffer, from: number, to: number, letters: Uint8Array, place: number): number {
  const end = Math.min(to, from + comparedLetters);
  let at = place;
  for (let each = from; each < end; each++) {
    const letter = bytes[each] as number;
    if (letter > 127) return speltOtherwise(bytes.toString("utf8", from, to), letters, place);
    letters[at++] = letter;
  }
  return at;
}

/** The same of a value that is no plain ASCII. */
function speltOtherwise(value: string, letters: Uint8Array, place: number): number {
  const length = Math.min(value.length, comparedLetters);
  for (let each = 0; each < length; each++) letters[place + each] = value.charCodeAt(each) & 255;
  return place + length;
}

let scratch = Buffer.alloc(256);
let scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.length);

/** A text as bytes, until the next is asked for: those, and from where to where. */
function written(text: string): [bytes: DataView, from: number, to: number] {
  if (text.length * 3 > scratch.length) {
    scratch = Buffer.alloc(text.length * 3);
    scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.length);
  }
  return [scratchView, 0, scratch.write(text)];
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
