import type { XmlElement } from "./element.ts";
import type { Part } from "./parts.ts";

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
  return `${indent(depth)}${element.content.some((each) => typeof each === "string") ? inOneLine(element) : inLines(element, depth)}\n`;
}

function inLines({ name, content, ...element }: XmlElement, depth: number): string {
  if (content.length === 0) return `<${name}${attributesOf(element)}/>`;
  const within = content.map((each) => (typeof each === "string" ? "" : written(each, depth + 1))).join("");
  return `<${name}${attributesOf(element)}>\n${within}${indent(depth)}</${name}>`;
}

function inOneLine({ name, content, ...element }: XmlElement): string {
  const within = content.map((each) => (typeof each === "string" ? escaped(each) : inOneLine(each))).join("");
  return `<${name}${attributesOf(element)}>${within}</${name}>`;
}

function attributesOf({ attributes }: Pick<XmlElement, "attributes">): string {
  return attributes.map(([name, value]) => ` ${name}="${escaped(value, true)}"`).join("");
}

const special = { text: /[&<>\r]/g, attribute: /[&<>"\r\n\t]/g };
const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string, isAttribute = false): string {
  return text.replace(
    isAttribute ? special.attribute : special.text,
    (character) => names[character] ?? `&#${character.charCodeAt(0)};`,
  );
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
