import { referredAt } from "./references.ts";
import { broken, brokenReference } from "./unreadable-xml.ts";

const lessThan = 0x3c;
const ampersand = 0x26;
const bracket = 0x5d;
const newline = 0x0a;

/**
 * Reads the text that begins here up to the next tag, with what its references stand for; undefined where no tag has
 * begun yet, or the text breaks off in a reference. @throws UnreadableXml
 */
export function textWithReferencesAt(
  text: string,
  begins: number,
  firstLine: number,
): { text: string; end: number; line: number } | undefined {
  let from = begins;
  let line = firstLine;
  let read = "";
  for (let end = from; end < text.length; ) {
    const character = text.charCodeAt(end);
    if (character === lessThan) return { text: read + text.slice(from, end), end, line };
    if (character === ampersand) {
      const referred = referredAt(text, end);
      if (!referred) return undefined;
      if ("fault" in referred) throw brokenReference(referred.fault, line);
      read += text.slice(from, end) + referred.text;
      from = end = referred.end;
      continue;
    }
    if (character === newline) line++;
    if (character === bracket && text.startsWith("]]>", end)) throw broken("]]> stands in text", line);
    end++;
  }
  return undefined;
}
