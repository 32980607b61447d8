import { standsAt } from "./codes.ts";
import type { NamesRead, XmlName } from "./names.ts";

const greaterThan = 0x3e;

/** Whether an ASCII character may stand in a name. */
const inName = Uint8Array.from({ length: 128 }, (_, code) =>
  /[-:\w.]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Start tags without space or attribute, and with a name met before: most of a file is one run of the same. */
export class BareStartTags {
  private readonly names: NamesRead;
  private last: XmlName | undefined;

  constructor(names: NamesRead) {
    this.names = names;
  }

  /** The name of the tag that begins here; undefined where it is another kind of tag, or breaks off. */
  nameAt(text: string, codes: Uint16Array, begins: number): XmlName | undefined {
    const expected = this.last?.next;
    if (
      expected &&
      codes[begins + 1 + expected.codes.length] === greaterThan &&
      standsAt(codes, begins + 1, expected.codes)
    ) {
      this.last = expected;
      return expected;
    }
    const known = this.nameKnown(text, codes, begins);
    if (known && this.last) this.last.next = known;
    if (known) this.last = known;
    return known;
  }

  private nameKnown(text: string, codes: Uint16Array, begins: number): XmlName | undefined {
    let end = begins + 1;
    while (inName[codes[end] as number] === 1) end++;
    return codes[end] === greaterThan ? this.names.get(text.slice(begins + 1, end)) : undefined;
  }
}
