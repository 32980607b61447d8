import { foldName } from "./name-folding.ts";
import { isUpn, tidyUpn } from "./upn.ts";

/** What somebody typed to find a child, taken apart. */
export type Sought = {
  /** Of a case or referral. */
  reference?: string;
  upn?: string;
  bornOn?: Temporal.PlainDate;
  /** Folded words of names, in the order typed. */
  names: string[];
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A reference with or without its zeros, hyphens and spaces; not an initial or a month beside a birth date. */
const referenceTyped =
  /\b(?![a-z]{3}\s)([a-z]{2})[\s\u2010-\u2013-]*([a-z])[\s\u2010-\u2013-]*(\d{1,6})(?!\w)(?![ /.-]*\d)(?! +[a-z]{3,9} +\d)/i;

/** A name, a birth date, a UPN and a case reference can stand in any order, beside one another or alone. */
export function readSought(text: string): Sought {
  const sought: Sought = { names: [] };
  const rest = text
    .replace(referenceTyped, (typed, ...[authority, noun, number]) => {
      sought.reference = `${authority}-${noun}-${number.padStart(6, "0")}`.toUpperCase();
      return typed.replace(/./g, " ");
    })
    .replace(/\b[a-z]\d{11}[a-z\d]\b/i, (typed) => {
      if (!isUpn(typed)) return typed;
      sought.upn = tidyUpn(typed);
      return " ";
    })
    .replace(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, (typed, year, month, day) =>
      take(sought, typed, Number(year), Number(month), Number(day)),
    )
    .replace(/\b(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4}|\d{2})\b/, (typed, day, month, year) =>
      take(sought, typed, wholeYear(year), Number(month), Number(day)),
    )
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}) (\d{4})\b/i, (typed, day, month, year) =>
      take(sought, typed, Number(year), months.indexOf(month.slice(0, 3).toLowerCase()) + 1, Number(day)),
    );
  sought.names = foldName(rest)
    .split(" ")
    .filter((word) => /[a-z]/.test(word));
  return sought;
}

/** Every way to read the words as one forename and one surname: both orders, and names of several words. */
export function namePairs(names: readonly string[]): { forename: string; surname: string }[] {
  return names.slice(1).flatMap((_, before) => {
    const first = names.slice(0, before + 1).join("");
    const last = names.slice(before + 1).join("");
    return [
      { forename: first, surname: last },
      { forename: last, surname: first },
    ];
  });
}

function take(sought: Sought, typed: string, year: number, month: number, day: number): string {
  try {
    sought.bornOn ??= Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
    return " ";
  } catch {
    return typed;
  }
}

/** Children were born in this century. */
function wholeYear(typed: string): number {
  return typed.length === 2 ? 2000 + Number(typed) : Number(typed);
}
