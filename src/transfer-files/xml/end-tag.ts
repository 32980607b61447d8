import { endOfNameCharacters } from "./names.ts";
import { isSpace } from "./start-tag.ts";
import { breaksOff, broken } from "./unreadable-xml.ts";

/**
 * Reads the end tag that begins here, of the element that is open, with space in it or without; undefined where the text
 * breaks off in it. @throws UnreadableXml where it is another element's.
 */
export function endTagAt(
  text: string,
  begins: number,
  open: string | undefined,
  firstLine: number,
): { end: number; line: number } | undefined {
  const nameEnds = endOfNameCharacters(text, begins + 2);
  let line = firstLine;
  let end = nameEnds;
  for (; isSpace(text.charCodeAt(end)); end++) if (text[end] === "\n") line++;
  if (end >= text.length) return undefined;
  if (text[end] !== ">") throw broken("an end tag has a character that may not stand there", line);
  if (open === undefined || text.slice(begins + 2, nameEnds) !== open) throw breaksOff(line);
  return { end: end + 1, line };
}
