/** The letters a UPN may start with, in check order. I, O and S are left out so that none is read as a digit. */
const checkLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";

/** A UPN taken apart. The authority is the one that allocated it, which may be abolished, Welsh or a pseudo code. */
export type UpnParts = {
  laCode: string;
  establishment: string;
  /** Year of allocation, two digits. */
  year: string;
  serial: string;
  /** A temporary UPN ends in a letter and is meant to be replaced within weeks. */
  temporary: boolean;
};

/** The UPN as it is stored: capitals, no spaces. Says nothing about whether it is right. */
export function tidyUpn(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/**
 * What is wrong with a UPN, in words that name the mend; undefined when it is right. Capitals and spaces are forgiven.
 * The authority code is not checked against today's list: a UPN keeps its code for life, and codes are abolished.
 */
export function upnFaultOf(text: string): string | undefined {
  const upn = tidyUpn(text);
  if (upn === "") return "The UPN is empty. Enter its 13 characters.";
  if (/^UN[1-5]$/.test(upn)) return `${upn} means that the child has no UPN. Leave the UPN empty.`;
  if (upn.length !== 13) {
    return `A UPN has 13 characters and this has ${upn.length}. Check it for a missing or extra character.`;
  }
  if (!checkLetters.includes(upn.charAt(0))) {
    return "A UPN starts with a letter other than I, O or S. Check the first character.";
  }
  if (!/^\d{11}$/.test(upn.slice(1, 12))) {
    return "Characters 2 to 12 of a UPN are digits. Check for a letter typed for a digit, such as O for 0.";
  }
  if (!/\d/.test(upn.charAt(12)) && !checkLetters.includes(upn.charAt(12))) {
    return "A UPN ends in a digit, or if it is temporary in a letter other than I, O or S. Check the last character.";
  }
  const letter = checkLetterOf(upn.slice(1));
  if (upn.charAt(0) === letter) return undefined;
  return `The digits of this UPN need the check letter ${letter}, not ${upn.charAt(0)}. Check each character with the school.`;
}

/** Whether the text is a right UPN, permanent or temporary. */
export function isUpn(text: string): boolean {
  return upnFaultOf(text) === undefined;
}

/** The same of what stands in bytes from one place to another, in capitals and without spaces: lists have millions of them. */
export function isUpnInBytes(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 13) return false;
  let sum = 0;
  for (let at = 1; at < 13; at++) {
    const byte = bytes[from + at] as number;
    const isDigit = byte >= 48 && byte <= 57;
    // Only the last one may be a letter.
    const value = isDigit ? byte - 48 : at === 12 ? checkLetters.indexOf(String.fromCharCode(byte)) : -1;
    if (value < 0) return false;
    sum += (at + 1) * value;
  }
  return bytes[from] === checkLetters.charCodeAt(sum % 23);
}

/** A right UPN taken apart; undefined for anything else. */
export function upnParts(text: string): UpnParts | undefined {
  if (!isUpn(text)) return undefined;
  const upn = tidyUpn(text);
  return {
    laCode: upn.slice(1, 4),
    establishment: upn.slice(4, 8),
    year: upn.slice(8, 10),
    serial: upn.slice(10),
    temporary: /[A-Z]$/.test(upn),
  };
}

/**
 * The UPN with its check letter in front.
 * @param laCode three digits
 * @param establishment four digits
 * @param year year of allocation, two digits
 * @param serial three digits, or two digits and a letter for a temporary UPN
 */
export function upnWith(laCode: string, establishment: string, year: string, serial: string): string {
  const rest = laCode + establishment + year + serial;
  return checkLetterOf(rest) + rest;
}

/** Characters 2 to 13 weighted by their place, summed, modulo 23; a closing letter counts as its index. */
function checkLetterOf(rest: string): string {
  let sum = 0;
  for (let at = 0; at < rest.length; at++) {
    const code = rest.charCodeAt(at);
    sum += (at + 2) * (code <= 57 ? code - 48 : checkLetters.indexOf(rest.charAt(at)));
  }
  return checkLetters.charAt(sum % 23);
}
