import { foldName } from "../../children/name-folding.ts";
import { isUpn, isUpnInBytes } from "../../children/upn.ts";
import type { Column, ColumnType } from "./column-map.ts";
import { RawValues } from "./raw-values.ts";

/** What lists write where they do not know: a name or number that says nothing, and would link strangers. */
const placeholders = new Set(
  "unknown,notknown,none,null,na,baby,babyboy,babygirl,boy,girl,twin,twinone,twintwo,infant,male,female,test,xx,xxx".split(
    ",",
  ),
);
const midCentury = 50;

/**
 * A value as it is compared; "" where it says nothing. Names are folded, their words parted by one space; dates are
 * YYYYMMDD; places, identifiers and categories are capitals without spaces or punctuation.
 */
const standardValue: Record<ColumnType, (raw: string) => string> = {
  name: (raw) => {
    const folded = foldName(raw);
    const saysNothing = placeholders.has(folded.includes(" ") ? folded.replaceAll(" ", "") : folded);
    return saysNothing ? "" : folded;
  },
  date: standardDate,
  place: (raw) => {
    const place = raw.toUpperCase().replace(/[^A-Z0-9]/g, "");
    return /^ZZ99/.test(place) || placeholders.has(place.toLowerCase()) ? "" : place;
  },
  identifier: (raw) => {
    const identifier = raw.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
    return /^0*$/.test(identifier) || placeholders.has(identifier.toLowerCase()) ? "" : identifier;
  },
  category: (raw) => raw.trim().toUpperCase(),
};

/** Longer names are folded as text. */
const mostBytes = 64;
const [apostrophe, backquote] = [39, 96];
const nothings = new RawValues();
for (const word of placeholders) {
  const bytes = Buffer.from(word);
  nothings.numberOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

/** A folded name: the letters of its words one after another, and where each word ends among them. */
export type PlainName = {
  readonly letters: DataView<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  words: number;
};
const plain: PlainName = {
  letters: new DataView(new ArrayBuffer(mostBytes)),
  ends: new Int32Array(mostBytes),
  words: 0,
};

/**
 * A name of plain letters, which most are, as `foldName` has it, without a text being made of it: good until the next is asked for, and
 * without words where it says nothing. Undefined where it is not so plain.
 */
export function plainNameIn(bytes: Uint8Array, from: number, to: number): PlainName | undefined {
  if (to - from > mostBytes) return undefined;
  const { letters, ends } = plain;
  let length = 0;
  let words = 0;
  let isParted = true;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    const letter = byte | 32;
    if (letter >= 97 && letter <= 122) {
      if (isParted) words++;
      isParted = false;
      letters.setUint8(length++, letter);
      ends[words - 1] = length;
    } else if (byte > 127 || (byte >= digits.least && byte <= digits.most)) return undefined;
    else if (byte !== apostrophe && byte !== backquote) isParted = true;
  }
  plain.words = nothings.knownNumberOf(letters, 0, length) === 0 ? words : 0;
  return plain;
}

/** How the values of a column are made comparable: of a UPN only those whose check letter is right say anything. */
export function standardOf({ type, check }: Pick<Column, "type" | "check">): (raw: string) => string {
  const standard = standardValue[type];
  if (check !== "upn") return standard;
  return (raw) => {
    const upn = standard(raw);
    return isUpn(upn) ? upn : "";
  };
}

/**
 * If what stands in bytes between two places is an identifier just as it is compared, and says something: capitals and digits, one of them not
 * 0. There are so many that each is looked at by its bytes.
 */
export function isStandardNumber(
  { type, check }: Pick<Column, "type" | "check">,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  if (type !== "identifier") return false;
  if (check === "upn") return isUpnInBytes(bytes, from, to);
  let isDigitThere = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    const isDigit = byte >= digits.least && byte <= digits.most;
    if (!isDigit && (byte < capitals.least || byte > capitals.most)) return false;
    isDigitThere ||= isDigit && byte > digits.least;
  }
  return isDigitThere;
}

const digits = { least: 48, most: 57 } as const;
const capitals = { least: 65, most: 90 } as const;

/** YYYY-MM-DD, YYYYMMDD, DD/MM/YYYY with any punctuation, and two-digit years; "" for anything else and for no day. */
function standardDate(raw: string): string {
  const text = raw.trim();
  const iso = /^(\d{4})\D?(\d{2})\D?(\d{2})(?:\D.*)?$/.exec(text);
  const british = /^(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})(?:\s.*)?$/.exec(text);
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : british
      ? [fullYear(british[3] ?? ""), Number(british[2]), Number(british[1])]
      : [0, 0, 0];
  if (year < 1901 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  return `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (year >= midCentury ? 1900 : 2000);
}

/** The district of a place: a postcode's outward code, of a code of digits all but the last two; "" where it has none. */
export function districtOf(place: string): string {
  const postcode = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/.exec(place);
  if (postcode) return postcode[1] ?? "";
  return /^\d{4,}$/.test(place) ? place.slice(0, -2) : "";
}
