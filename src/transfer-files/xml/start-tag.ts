import { endOfName, type NamesRead, nameRead, type XmlName } from "./names.ts";
import { declarationFault, prefixDeclared, type Scope, uriOf } from "./namespaces.ts";
import { referredAt } from "./references.ts";
import { broken, brokenReference } from "./unreadable-xml.ts";

export type Attributes = readonly (readonly [name: string, value: string])[];

/** A start tag that is whole. */
export type StartTag = {
  name: XmlName;
  attributes: Attributes;
  scope: Scope;
  /** What the name's prefix means. */
  uri: string;
  /** Whether it is its own end tag too. */
  isEmpty: boolean;
  /** Where the text goes on, and in which line that is. */
  end: number;
  line: number;
};

/** Most elements have none, and share one list of none. */
export const noAttributes: Attributes = [];
const newline = 0x0a;
const colons = "a colon stands first, last or twice in a name";

/** Reads the start tag that begins here; undefined where the text breaks off in it. @throws UnreadableXml */
export function startTagAt(
  text: string,
  begins: number,
  { names, scope: around, line: firstLine }: { names: NamesRead; scope: Scope; line: number },
): StartTag | undefined {
  let at = endOfName(text, begins + 1);
  let line = firstLine;
  let declared: Map<string, string> | undefined;
  const attributes: [name: string, value: string][] = [];
  const named: XmlName[] = [];
  const name = text.slice(begins + 1, at);
  if (at >= text.length) return undefined;
  if (name === "") throw broken("a tag has no name, or one with a character that may not stand there", line);

  while (true) {
    const spaceFrom = at;
    for (; isSpace(text.charCodeAt(at)); at++) if (text.charCodeAt(at) === newline) line++;
    if (at >= text.length) return undefined;
    if (text[at] === ">" || text[at] === "/") break;
    if (at === spaceFrom)
      throw broken(
        "no space stands before an attribute, or a name has a character that it may not have",
        line,
      );
    const attribute = attributeAt(text, at, line);
    if (!attribute) return undefined;
    const read = nameRead(names, attribute.name);
    if (!read) throw broken(colons, attribute.line);
    const prefix = prefixDeclared(read);
    if (prefix !== undefined) {
      const uri = attribute.value.trim();
      const fault = declarationFault(prefix, uri);
      if (fault) throw broken(fault, attribute.line);
      declared ??= new Map();
      declared.set(prefix, uri);
    }
    attributes.push([read.name, attribute.value]);
    named.push(read);
    ({ end: at, line } = attribute);
  }

  const isEmpty = text[at] === "/";
  if (isEmpty && at + 1 >= text.length) return undefined;
  if (isEmpty && text[at + 1] !== ">") throw broken("a slash stands in a tag, and not at its end", line);
  const scope = declared ? { around, uris: declared, plainIsOwn: false } : around;
  const tagName = nameRead(names, name);
  if (!tagName) throw broken(colons, line);
  const uri = uriOf(scope, tagName.prefix);
  if (uri === undefined || tagName.prefix === "xmlns") throw broken("a prefix is not declared", line);
  checkNames(named, scope, line);
  return {
    ...{ name: tagName, scope, uri, isEmpty, line },
    attributes: attributes.length > 0 ? attributes : noAttributes,
    end: at + (isEmpty ? 2 : 1),
  };
}

/** Each attribute stands once, by its name and by what its prefix means. */
function checkNames(named: readonly XmlName[], scope: Scope, line: number): void {
  const met = new Set<string>();
  for (const { name, prefix, local } of named) {
    const uri = prefix === "" ? "" : uriOf(scope, prefix);
    if (uri === undefined) throw broken("a prefix is not declared", line);
    const whole = prefix === "" ? name : `{${uri}}${local}`;
    if (met.has(whole)) throw broken("an attribute stands twice", line);
    met.add(whole);
  }
}

/** One attribute: its name, and its value with every line's end as a space; undefined where the text breaks off. */
function attributeAt(
  text: string,
  begins: number,
  firstLine: number,
): { name: string; value: string; end: number; line: number } | undefined {
  let line = firstLine;
  let at = endOfName(text, begins);
  const name = text.slice(begins, at);
  const skipSpace = () => {
    for (; isSpace(text.charCodeAt(at)); at++) if (text.charCodeAt(at) === newline) line++;
    return at < text.length;
  };
  if (name === "") throw broken("an attribute's name has a character that it may not have", line);
  if (!skipSpace()) return undefined;
  if (text[at] !== "=") throw broken("an attribute has no value", line);
  at++;
  if (!skipSpace()) return undefined;
  const quote = text.charCodeAt(at);
  if (text[at] !== '"' && text[at] !== "'")
    throw broken("an attribute's value does not stand in quotes", line);
  at++;
  let value = "";
  for (let from = at; at < text.length; ) {
    const character = text.charCodeAt(at);
    if (character === quote) return { name, value: value + text.slice(from, at), end: at + 1, line };
    if (character === 0x3c) throw broken("a < stands in an attribute's value", line);
    if (character === newline || character === 0x09) {
      if (character === newline) line++;
      value += `${text.slice(from, at)} `;
      from = ++at;
    } else if (character === 0x26) {
      const referred = referredAt(text, at);
      if (!referred) return undefined;
      if ("fault" in referred) throw brokenReference(referred.fault, line);
      value += text.slice(from, at) + referred.text;
      at = from = referred.end;
    } else at++;
  }
  return undefined;
}

/** XML's own spaces; a carriage return is a line's end before anything is read. */
export function isSpace(character: number): boolean {
  return character === 0x20 || character === newline || character === 0x09;
}
