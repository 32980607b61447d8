import { broken, UnreadableXml } from "./unreadable-xml.ts";

const form =
  /^<\?xml\s+version\s*=\s*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;
/** Of what a pattern takes for space XML knows these alone. */
const foreignSpace = /[^\S \n\t]/;

/** Checks a whole XML declaration, `<?xml version="1.0"?>`. @throws UnreadableXml for another form or version. */
export function checkDeclaration(whole: string, line: number): void {
  const [, doubly, singly] = foreignSpace.test(whole) ? [] : (form.exec(whole) ?? []);
  const version = doubly ?? singly;
  if (version === undefined) throw broken("the XML declaration is not as it should be", line);
  if (version !== "1.0")
    throw new UnreadableXml(`The file is XML ${version}. A transfer file is XML 1.0.`, line);
}
