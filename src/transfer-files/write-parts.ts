import type { XmlElement } from "./element.ts";
import type { Part } from "./parts.ts";
import { noAttributes } from "./xml/start-tag.ts";

/**
 * Writes parts as a file, in their order, UTF-8. What was read is written back with nothing lost but comments,
 * processing instructions and the layout between elements. [F04]
 */
export async function* writeParts(parts: AsyncIterable<Part[]> | Iterable<Part[]>): AsyncGenerator<string> {
  const open: string[] = [];
  let text = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const closeTo = (depth: number) => {
    while (open.length > depth) text += `${indent(open.length - 1)}</${open.pop()}>\n`;
  };
  for await (const run of parts) {
    for (const part of run) {
      if (part.part === "file" || part.part === "pupils") {
        closeTo(part.part === "file" ? 0 : 1);
        text += `${indent(open.length)}<${part.element.name}${attributesOf(part.element)}>\n`;
        open.push(part.element.name);
        continue;
      }
      closeTo(part.part === "pupil" || (part.part === "other" && part.within === "pupils") ? 2 : 1);
      text += written(part.element, open.length);
    }
    yield text;
    text = "";
  }
  closeTo(0);
  yield text;
}

/** An element on lines of its own; one with words between its elements stays on one line, where space would be content. */
function written(element: XmlElement, depth: number): string {
  const { name, content, attributes } = element;
  const [only] = content;
  // Most elements hold one text and nothing else.
  if (typeof only === "string" && content.length === 1 && attributes === noAttributes) {
    const { begins, ends } = tagsOf(name, depth);
    return begins + escaped(only, special.text) + ends;
  }
  const begins = `${indent(depth)}<${name}${attributesOf(element)}`;
  if (only === undefined) return `${begins}/>\n`;
  if (content.some(isText)) return `${begins}>${inOneLine(content)}</${name}>\n`;
  let within = "";
  for (const each of content) if (typeof each !== "string") within += written(each, depth + 1);
  return `${begins}>\n${within}${indent(depth)}</${name}>\n`;
}

type Tags = { depth: number; begins: string; ends: string };
const tags = new Map<string, Tags>();
/** A transfer file has some hundred names; whoever makes one up has no end of them. */
const mostTags = 2_000;

/** The tags about a text with no attributes, put together once for all that stand at one depth. */
function tagsOf(name: string, depth: number): Tags {
  const known = tags.get(name);
  if (known?.depth === depth) return known;
  const made = { depth, begins: `${indent(depth)}<${name}>`, ends: `</${name}>\n` };
  if (tags.size < mostTags || known) tags.set(name, made);
  return made;
}

function isText(each: XmlElement | string): boolean {
  return typeof each === "string";
}

function inOneLine(content: XmlElement["content"]): string {
  let text = "";
  for (const each of content)
    text +=
      typeof each === "string"
        ? escaped(each, special.text)
        : `<${each.name}${attributesOf(each)}>${inOneLine(each.content)}</${each.name}>`;
  return text;
}

function attributesOf({ attributes }: XmlElement): string {
  let text = "";
  for (const [name, value] of attributes) text += ` ${name}="${escaped(value, special.attribute)}"`;
  return text;
}

const special = { text: /[&<>\r]/g, attribute: /[&<>"\r\n\t]/g };
/** Characters that one of the two has. */
const isSpecial = Uint8Array.from({ length: 128 }, (_, code) =>
  Number('&<>"\r\n\t'.includes(String.fromCharCode(code))),
);
const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Most texts are short and have nothing to escape, which a look at each character says sooner than a pattern does. */
function escaped(text: string, characters: RegExp): string {
  for (let at = 0; at < text.length; at++)
    if (isSpecial[text.charCodeAt(at)] === 1)
      return text.replace(characters, (character) => names[character] ?? `&#${character.charCodeAt(0)};`);
  return text;
}

const indents = Array.from({ length: 32 }, (_, depth) => "  ".repeat(depth));

function indent(depth: number): string {
  return indents[depth] ?? "  ".repeat(depth);
}
