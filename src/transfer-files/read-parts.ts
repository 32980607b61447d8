import { SaxesParser, type SaxesTagNS } from "saxes";
import { type Caps, capsOfAnyFile } from "./caps.ts";
import { decodedText } from "./decoded-text.ts";
import type { XmlElement } from "./element.ts";
import { UnreadableTransferFile } from "./fault.ts";
import type { Part } from "./parts.ts";

/** Where a part that is known at the outer levels stands. */
const outer = {
  file: { Header: "header", CTFpupilData: "pupils" },
  pupils: { Pupil: "pupil" },
} as const satisfies Record<string, Record<string, Part["part"]>>;

/**
 * Reads a transfer file as its parts, as many at a time as the bytes at hand complete. A declaration of document type
 * is refused, so there is no entity but XML's own five, and nothing is ever fetched. Comments and processing
 * instructions are left out.
 * @throws UnreadableTransferFile for what is no XML, no transfer file, or beyond the caps. [F04]
 */
export async function* readParts(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  caps: Caps = capsOfAnyFile,
): AsyncGenerator<Part[]> {
  const reader = partsReader(caps);
  for await (const text of decodedText(source, caps)) {
    const parts = reader.read(text);
    if (parts.length > 0) yield parts;
  }
  reader.end();
}

type Open = { element: XmlElement; within: "file" | "pupils" | "part" };

/** Turns text, cut anywhere, into parts. */
function partsReader(caps: Caps): { read: (text: string) => Part[]; end: () => void } {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let parts: Part[] = [];
  let ownNamespace = "";
  let lastSeenAt = 0;
  let elementsOfPart = 0;
  let pupils = 0;
  let tagLine = 1;

  const refuse = (says: string): never => {
    const path = open.map(({ element }) => element.name).join("/");
    throw new UnreadableTransferFile({ line: parser.line, element: path || null, says });
  };
  const seen = () => {
    lastSeenAt = parser.position;
  };

  parser.on("error", ({ message }) => refuse(wordsOf(message)));
  parser.on("doctype", () =>
    refuse("The file declares a document type or entities. No transfer file does, and none is read."),
  );
  parser.on("xmldecl", ({ version }) => {
    if (version !== "1.0") refuse(`The file is XML ${version}. A transfer file is XML 1.0.`);
  });
  parser.on("comment", seen);
  parser.on("processinginstruction", seen);
  parser.on("opentagstart", () => {
    tagLine = parser.line;
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    seen();
    const outermost = open.length === 0;
    if (outermost) ownNamespace = tag.uri;
    if (outermost && tag.local !== "CTfile")
      refuse(`The file begins with ${tag.name.slice(0, 60)}. A transfer file begins with CTfile.`);
    if (open.length >= caps.depth) refuse(`More than ${caps.depth} elements stand within one another.`);
    const element: XmlElement = {
      name: tag.name,
      local: tag.uri === ownNamespace ? tag.local : null,
      attributes: attributesOf(tag),
      content: [],
      line: tagLine,
    };
    const around = open.at(-1);
    const part = around ? partBegun(around.within, element) : "file";
    if (around?.within === "part") around.element.content.push(element);
    else elementsOfPart = 0;
    if (++elementsOfPart > caps.elementsOfPupil)
      refuse(`One pupil has more than ${caps.elementsOfPupil} elements.`);
    if (part === "pupil" && ++pupils > caps.pupils) refuse(`The file has more than ${caps.pupils} pupils.`);
    if (part === "file" || part === "pupils") parts.push({ part, element });
    open.push({ element, within: part === "file" || part === "pupils" ? part : "part" });
  });
  parser.on("closetag", () => {
    seen();
    const closed = open.pop();
    const around = open.at(-1);
    if (closed?.within !== "part") return;
    withoutLayout(closed.element);
    if (!around || around.within === "part") return;
    const part = partBegun(around.within, closed.element);
    if (part === "header" || part === "pupil") parts.push({ part, element: closed.element });
    else parts.push({ part: "other", within: around.within, element: closed.element });
  });
  const takeText = (text: string) => {
    seen();
    const around = open.at(-1);
    if (around?.within === "part") addText(around.element.content, text);
    else if (around && text.trim() !== "") refuse("Text stands here where only elements may.");
  };
  parser.on("text", takeText);
  parser.on("cdata", takeText);
  keptQuick(parser);

  return {
    read: (text) => {
      parser.write(text);
      if (parser.position - lastSeenAt > caps.piece)
        refuse(`One piece of the file is longer than ${caps.piece} characters.`);
      const complete = parts;
      parts = [];
      return complete;
    },
    end: () => {
      parser.close();
    },
  };
}

/**
 * So many handlers make V8 look up each of the parser's fields by name, at every character: it then takes three and a half times as long. The
 * fields of what is anything's prototype it keeps in their places, so the parser is made one. It changes nothing else.
 */
function keptQuick(parser: object): void {
  Object.create(parser);
}

/** Most elements have none, and share one list of none. */
const noAttributes: XmlElement["attributes"] = [];

function attributesOf({ attributes }: SaxesTagNS): XmlElement["attributes"] {
  for (const _ in attributes)
    return Object.values(attributes).map(({ name, value }) => [name, value] as const);
  return noAttributes;
}

function partBegun(within: Open["within"], { local }: XmlElement): Part["part"] | undefined {
  if (within === "part" || local === null) return undefined;
  const known: Readonly<Record<string, Part["part"]>> = outer[within];
  return Object.hasOwn(known, local) ? known[local] : "other";
}

/** Text that a section or a cut between two reads has parted is one text. */
function addText(content: XmlElement["content"], text: string): void {
  const last = content.at(-1);
  if (typeof last === "string") content[content.length - 1] = last + text;
  else content.push(text);
}

/** Between elements alone space is layout; beside words, or where there is nothing else, it is content. */
function withoutLayout(element: XmlElement): void {
  const { content } = element;
  if (!content.some((each) => typeof each !== "string")) return;
  if (content.some((each) => typeof each === "string" && each.trim() !== "")) return;
  element.content = content.filter((each) => typeof each !== "string");
}

/** The parser's own words in ours where they are common. */
function wordsOf(message: string): string {
  const bare = message.replace(/^[^:]*:?\d+:\d+: /, "");
  if (/undefined entity/.test(bare)) return "The file uses an entity of its own. Only XML's five are read.";
  if (/unclosed tag|unexpected close|unexpected end|unmatched/.test(bare))
    return "The file breaks off or its elements overlap. Make it again and send it whole.";
  return `This is not well-formed XML (${bare.slice(0, 120).replace(/\.$/, "")}).`;
}
