const shape =
  /^(GIR 0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW]) [0-9][ABD-HJLNP-UW-Z]{2})$/;

/** What stands in a postcode's place when there is none. */
const pseudoPostcodes = { noFixedAbode: "ZZ99 3VZ", notKnown: "ZZ99 3WZ" } as const;

/**
 * The postcode in capitals with one space before its last three characters; undefined when it is not one.
 * Spaces, dots and hyphens are forgiven. The two pseudo-postcodes pass.
 */
export function readPostcode(text: string): string | undefined {
  const bare = text.replace(/[\s.-]+/g, "").toUpperCase();
  const spaced = `${bare.slice(0, -3)} ${bare.slice(-3)}`;
  return isPseudoPostcode(spaced) || shape.test(spaced) ? spaced : undefined;
}

/** An address as somebody typed it, with its postcode apart where it ends in one: "2 Mill Hill, EA9 1AB". */
export function postcodeApart(typed: string): { lines: string; postcode: string | null } {
  const [whole, last = ""] = /[\s,]*\b([a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})[\s.]*$/i.exec(typed) ?? [""];
  const postcode = readPostcode(last) ?? null;
  return { lines: postcode ? typed.slice(0, -whole.length) : typed, postcode };
}

/** What is wrong with a postcode, in words that name the mend; undefined when it is right. */
export function postcodeFaultOf(text: string): string | undefined {
  if (text.trim() === "") return "The postcode is empty. Enter it, or ZZ99 3WZ when it is not known.";
  if (readPostcode(text)) return undefined;
  return "This is not a full UK postcode. Enter one such as EA4 7DN, ZZ99 3VZ for no fixed abode or ZZ99 3WZ for not known.";
}

/** Whether a postcode, as `readPostcode` writes it, only says that there is no address or none is known. */
export function isPseudoPostcode(postcode: string): boolean {
  return postcode === pseudoPostcodes.noFixedAbode || postcode === pseudoPostcodes.notKnown;
}

/** The part before the space of a postcode as `readPostcode` writes it: `EA4` of `EA4 7DN`. */
export function outwardCodeOf(postcode: string): string {
  return postcode.slice(0, -4);
}
