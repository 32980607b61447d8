import { broken, UnreadableXml } from "./unreadable-xml.ts";

const newline = 0x0a;

/**
 * Reads the comment that begins here, which tells nothing, or the section of text as it is; undefined where the text
 * breaks off in it. All else that begins so belongs to a document type. @throws UnreadableXml
 */
export function declaredAt(
  text: string,
  begins: number,
  { line, isOutside }: { line: number; isOutside: boolean },
): { section: string; end: number; line: number } | undefined {
  const word = text.slice(begins + 2, begins + 9);
  if (word.startsWith("--")) return commentAt(text, begins, line);
  if (word.length < 7 && ["--", "[CDATA[", "DOCTYPE"].some((each) => each.startsWith(word))) return undefined;
  if (word === "DOCTYPE")
    throw new UnreadableXml(
      "The file declares a document type or entities. No transfer file does, and none is read.",
      line,
    );
  if (word !== "[CDATA[") throw broken("<! begins what is no comment and no section", line);
  if (isOutside) throw broken("text stands outside the first element", line);
  const end = text.indexOf("]]>", begins + 9);
  if (end < 0) return undefined;
  return { section: text.slice(begins + 9, end), end: end + 3, line: lineAt(end, text, begins, line) };
}

function commentAt(text: string, begins: number, line: number) {
  const end = text.indexOf("--", begins + 4);
  if (end < 0 || end + 2 >= text.length) return undefined;
  const ends = lineAt(end, text, begins, line);
  if (text[end + 2] !== ">") throw broken("-- stands in a comment", ends);
  return { section: "", end: end + 3, line: ends };
}

/** The line of a place, counted on from another's. */
export function lineAt(place: number, text: string, from: number, line: number): number {
  let counted = line;
  for (let at = from; at < place; at++) if (text.charCodeAt(at) === newline) counted++;
  return counted;
}
