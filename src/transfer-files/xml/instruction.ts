import { endOfName } from "./names.ts";
import { isSpace } from "./start-tag.ts";
import { broken, UnreadableXml } from "./unreadable-xml.ts";

const form =
  /^<\?xml\s+version\s*=\s*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;
/** Of what a pattern takes for space XML knows these alone. */
const foreignSpace = /[^\S \n\t]/;

/** Checks a whole XML declaration, `<?xml version="1.0"?>`. @throws UnreadableXml for another form or version. */
function checkDeclaration(whole: string, line: number): void {
  const [, doubly, singly] = foreignSpace.test(whole) ? [] : (form.exec(whole) ?? []);
  const version = doubly ?? singly;
  if (version === undefined) throw broken("the XML declaration is not as it should be", line);
  if (version !== "1.0")
    throw new UnreadableXml(`The file is XML ${version}. A transfer file is XML 1.0.`, line);
}

/**
 * Where the processing instruction or XML declaration that begins here ends; undefined where the text breaks off in it.
 * @throws UnreadableXml
 */
export function endOfInstruction(
  text: string,
  begins: number,
  line: number,
  isBeginning: boolean,
): number | undefined {
  const nameEnds = endOfName(text, begins + 2);
  if (nameEnds >= text.length) return undefined;
  const name = text.slice(begins + 2, nameEnds);
  if (name === "" || name.includes(":") || !(isSpace(text.charCodeAt(nameEnds)) || text[nameEnds] === "?"))
    throw broken("an instruction has no name, or one with a character that it may not have", line);
  if (name.toLowerCase() === "xml" && !(isBeginning && name === "xml"))
    throw broken("an XML declaration stands elsewhere than at the beginning", line);
  // A declaration ends at the first >: where its end is missing, what follows is not searched for one.
  const ending = name === "xml" ? ">" : "?>";
  const last = text.indexOf(ending, nameEnds);
  if (last < 0) return undefined;
  const end = last + ending.length;
  if (name === "xml") checkDeclaration(text.slice(begins, end), line);
  return end;
}
