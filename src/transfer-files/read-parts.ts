import { type Caps, capsOfAnyFile } from "./caps.ts";
import { decodedText } from "./decoded-text.ts";
import type { XmlElement } from "./element.ts";
import { UnreadableTransferFile } from "./fault.ts";
import type { Part } from "./parts.ts";
import { type XmlEvents, XmlReader } from "./xml/reader.ts";
import { noAttributes } from "./xml/start-tag.ts";
import { UnreadableXml } from "./xml/unreadable-xml.ts";

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
  const open: Open[] = [];
  let parts: Part[] = [];
  let elementsOfPart = 0;
  let pupils = 0;

  const refuse = (says: string): never => {
    throw new UnreadableXml(says, reader.line);
  };
  const countOne = () => {
    if (open.length >= caps.depth) refuse(`More than ${caps.depth} elements stand within one another.`);
    if (++elementsOfPart > caps.elementsOfPupil)
      refuse(`One pupil has more than ${caps.elementsOfPupil} elements.`);
  };
  const events: XmlEvents = {
    open: (name, local, attributes, line) => {
      const around = open.at(-1);
      if (!around && local !== "CTfile")
        refuse(`The file begins with ${name.slice(0, 60)}. A transfer file begins with CTfile.`);
      if (around?.within !== "part") elementsOfPart = 0;
      countOne();
      const element: XmlElement = { name, local, attributes, content: [], line };
      const part = around ? partBegun(around.within, local) : "file";
      if (around?.within === "part") around.element.content.push(element);
      if (part === "pupil" && ++pupils > caps.pupils) refuse(`The file has more than ${caps.pupils} pupils.`);
      if (part === "file" || part === "pupils") parts.push({ part, element });
      open.push({ element, within: part === "file" || part === "pupils" ? part : "part" });
    },
    close: () => {
      const closed = open.pop();
      if (closed?.within !== "part") return;
      const { element } = closed;
      withoutLayout(element);
      const around = open.at(-1);
      if (!around || around.within === "part") return;
      const part = partBegun(around.within, element.local);
      if (part === "header" || part === "pupil") parts.push({ part, element });
      else parts.push({ part: "other", within: around.within, element });
    },
    text: (text) => {
      const around = open.at(-1);
      if (around?.within === "part") addText(around.element.content, text);
      else if (text.trim() !== "") refuse("Text stands here where only elements may.");
    },
    leaf: (name, local, text, line) => {
      const around = open.at(-1);
      if (around?.within === "part") {
        countOne();
        const content = text === "" ? [] : [text];
        around.element.content.push({ name, local, attributes: noAttributes, content, line });
        return;
      }
      events.open(name, local, noAttributes, line);
      if (text !== "") events.text(text);
      events.close();
    },
  };
  const reader = new XmlReader(events);

  const inPlace = (work: () => void) => {
    try {
      work();
    } catch (fault) {
      if (!(fault instanceof UnreadableXml)) throw fault;
      const path = open.map(({ element }) => element.name).join("/");
      throw new UnreadableTransferFile({ line: fault.line, element: path || null, says: fault.message });
    }
  };
  return {
    read: (text) => {
      inPlace(() => {
        reader.read(text);
        if (reader.unfinished > caps.piece)
          refuse(`One piece of the file is longer than ${caps.piece} characters.`);
      });
      const complete = parts;
      parts = [];
      return complete;
    },
    end: () => inPlace(() => reader.end()),
  };
}

function partBegun(within: Open["within"], local: string | null): Part["part"] | undefined {
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
  // Most elements hold one text and nothing else.
  if (content.length < 2) return;
  let hasElements = false;
  let hasText = false;
  for (const each of content) {
    if (typeof each !== "string") hasElements = true;
    else if (each.trim() === "") hasText = true;
    else return;
  }
  if (hasElements && hasText) element.content = content.filter((each) => typeof each !== "string");
}
