/**
 * The characters of a text by number, and a zero after the last, which no XML has: a number is read sooner than a text is
 * asked for its character. Written over those of the text before, where there is room.
 */
export function codesOf(text: string, before: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const codes = before.length > text.length ? before : new Uint16Array(text.length * 2 + 1);
  Buffer.from(codes.buffer).write(text, "utf16le");
  codes[text.length] = 0;
  return codes;
}

/** Whether these characters stand at this place. */
export function standsAt(codes: Uint16Array, at: number, these: Uint16Array): boolean {
  for (let offset = 0; offset < these.length; offset++)
    if (codes[at + offset] !== these[offset]) return false;
  return true;
}
