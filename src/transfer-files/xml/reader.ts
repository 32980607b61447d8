import { endTagAt } from "./end-tag.ts";
import { Incoming } from "./incoming.ts";
import { endOfInstruction } from "./instruction.ts";
import type { NamesRead, XmlName } from "./names.ts";
import { outermostScope, type Scope, uriOf } from "./namespaces.ts";
import { referredAt } from "./references.ts";
import { type Attributes, isSpace, noAttributes, startTagAt } from "./start-tag.ts";
import { breaksOff, broken, brokenReference, UnreadableXml } from "./unreadable-xml.ts";

/** What stands in a file, in its order. */
export type XmlEvents = {
  /** `local` is the name without its prefix; null where it belongs to another namespace than the first element does. */
  open: (name: string, local: string | null, attributes: Attributes, line: number) => void;
  /** A run of text or a section of it, never "". */
  text: (text: string) => void;
  close: () => void;
};

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const ampersand = 0x26;
const bracket = 0x5d;
const newline = 0x0a;
/** What is shorter is read anew with each piece; what is longer, when it has doubled: no file costs the square of its length. */
const shortRest = 4096;

/** Whether an ASCII character may stand in a name. */
const inName = Uint8Array.from({ length: 128 }, (_, code) =>
  /[-:\w.]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Reads XML 1.0 with namespaces, and without a document type, from text that is cut anywhere but within a character;
 * tells what stands in it, and refuses what is not well-formed. Most of a transfer file is `<Name>text</Name>` with names
 * met before, and that is read with few steps; all else by `start-tag.ts`. (XML 1.0 fifth edition; Namespaces 1.0) [F04]
 */
export class XmlReader {
  /** The line that is being read, counted from one. */
  line = 1;
  /** Characters of the last piece, which is not whole yet. */
  unfinished = 0;
  private readonly events: XmlEvents;
  private readonly names: NamesRead = new Map();
  private readonly openNames: string[] = [];
  private readonly scopes: Scope[] = [];
  private scope: Scope = outermostScope();
  private lastName: XmlName | undefined;
  private ownNamespace: string | undefined;
  private buffer = "";
  private at = 0;
  private isBeginning = true;
  private waiting: string[] = [];
  private readonly incoming = new Incoming();
  private readAgainAt = 0;

  constructor(events: XmlEvents) {
    this.events = events;
  }

  /** Reads on. @throws UnreadableXml */
  read(text: string): void {
    const { good, isCut } = this.incoming.take(text);
    this.waiting.push(good);
    this.unfinished += good.length;
    if (!isCut && this.unfinished < this.readAgainAt) return;
    this.readWaiting();
    if (isCut) throw broken("a character that XML does not have", this.lineOfEnd());
  }

  /** The text is at its end. @throws UnreadableXml */
  end(): void {
    this.waiting.push(this.incoming.rest());
    this.readWaiting();
    if (this.ownNamespace === undefined || this.openNames.length > 0 || this.at < this.buffer.length)
      throw breaksOff(this.lineOfEnd());
  }

  private readWaiting(): void {
    // Joined, a text lies in one piece in memory; added up it would not, and each look at a character would take longer.
    this.buffer = [this.buffer.slice(this.at), ...this.waiting].join("");
    this.waiting = [];
    this.at = 0;
    while (this.at < this.buffer.length) {
      const isWhole = this.buffer.charCodeAt(this.at) === lessThan ? this.markup() : this.text();
      if (!isWhole) break;
      this.isBeginning = false;
    }
    this.unfinished = this.buffer.length - this.at;
    this.readAgainAt = this.unfinished > shortRest ? this.unfinished * 2 : 0;
  }

  private markup(): boolean {
    if (this.at + 1 >= this.buffer.length) return false;
    const next = this.buffer.charCodeAt(this.at + 1);
    if (next === slash) return this.endTag();
    if (next === 0x21) return this.declared();
    if (next === 0x3f) return this.instruction();
    return this.startTag();
  }

  private startTag(): boolean {
    const known = this.nameExpected() ?? this.nameKnown();
    if (!known || this.openNames.length === 0) return this.fullStartTag();
    const { name, prefix, local } = known;
    let isOwn = this.scope.plainIsOwn;
    if (prefix !== "") {
      const uri = uriOf(this.scope, prefix);
      if (uri === undefined || prefix === "xmlns") return this.fullStartTag();
      isOwn = uri === this.ownNamespace;
    }
    this.openNames.push(name);
    this.scopes.push(this.scope);
    this.at += name.length + 2;
    if (this.lastName) this.lastName.next = known;
    this.lastName = known;
    this.events.open(name, isOwn ? local : null, noAttributes, this.line);
    return true;
  }

  /** The name of a bare start tag, where it is the one that followed the last time: most files are one run of the same. */
  private nameExpected(): XmlName | undefined {
    const expected = this.lastName?.next;
    return expected &&
      this.buffer.startsWith(expected.name, this.at + 1) &&
      this.buffer.charCodeAt(this.at + 1 + expected.name.length) === greaterThan
      ? expected
      : undefined;
  }

  /** The name of a bare start tag, where it was met before. */
  private nameKnown(): XmlName | undefined {
    const { buffer, at } = this;
    let end = at + 1;
    let character = buffer.charCodeAt(end);
    while (character < 128 && inName[character] === 1) character = buffer.charCodeAt(++end);
    return character === greaterThan ? this.names.get(buffer.slice(at + 1, end)) : undefined;
  }

  /** A start tag of any form. */
  private fullStartTag(): boolean {
    const { line: begins, openNames, names, scope } = this;
    const isFirst = this.ownNamespace === undefined;
    if (openNames.length === 0 && !isFirst) throw broken("a second element stands after the first", begins);
    const tag = startTagAt(this.buffer, this.at, { names, scope, line: begins });
    if (!tag) return false;
    this.ownNamespace ??= tag.uri;
    if (isFirst || tag.scope !== scope) tag.scope.plainIsOwn = uriOf(tag.scope, "") === this.ownNamespace;
    this.at = tag.end;
    this.line = tag.line;
    const { name, local } = tag.name;
    this.events.open(name, tag.uri === this.ownNamespace ? local : null, tag.attributes, begins);
    if (tag.isEmpty) {
      this.events.close();
      return true;
    }
    openNames.push(name);
    this.scopes.push(scope);
    this.scope = tag.scope;
    return true;
  }

  private endTag(): boolean {
    const { buffer, at, openNames } = this;
    const name = openNames.at(-1);
    const isPlain =
      name !== undefined &&
      buffer.startsWith(name, at + 2) &&
      buffer.charCodeAt(at + 2 + name.length) === greaterThan;
    if (isPlain) this.at += name.length + 3;
    else {
      const tag = endTagAt(buffer, at, name, this.line);
      if (!tag) return false;
      ({ end: this.at, line: this.line } = tag);
    }
    openNames.pop();
    this.scope = this.scopes.pop() ?? this.scope;
    this.events.close();
    return true;
  }

  /** A comment, or a section of text as it is. All else that begins so belongs to a document type. */
  private declared(): boolean {
    const { buffer, at } = this;
    const begins = buffer.slice(at + 2, at + 9);
    if (begins.startsWith("--")) return this.comment();
    if (begins.length < 7 && ["--", "[CDATA[", "DOCTYPE"].some((each) => each.startsWith(begins)))
      return false;
    if (begins === "DOCTYPE")
      throw new UnreadableXml(
        "The file declares a document type or entities. No transfer file does, and none is read.",
        this.line,
      );
    if (begins !== "[CDATA[") throw broken("<! begins what is no comment and no section", this.line);
    if (this.openNames.length === 0) throw broken("text stands outside the first element", this.line);
    const end = buffer.indexOf("]]>", at + 9);
    if (end < 0) return false;
    this.skipTo(end + 3);
    if (end > at + 9) this.events.text(buffer.slice(at + 9, end));
    return true;
  }

  private comment(): boolean {
    const end = this.buffer.indexOf("--", this.at + 4);
    if (end < 0 || end + 2 >= this.buffer.length) return false;
    this.skipTo(end + 2);
    if (this.buffer.charCodeAt(this.at) !== greaterThan) throw broken("-- stands in a comment", this.line);
    return this.skipTo(this.at + 1);
  }

  private instruction(): boolean {
    const end = endOfInstruction(this.buffer, this.at, this.line, this.isBeginning);
    return end === undefined ? false : this.skipTo(end);
  }

  /** Text up to the next tag; whole only where that has begun. */
  private text(): boolean {
    const { buffer, at } = this;
    if (this.openNames.length === 0) return this.spaceOutside();
    let lines = 0;
    for (let end = at; end < buffer.length; end++) {
      const character = buffer.charCodeAt(end);
      if (character === lessThan) {
        this.line += lines;
        this.at = end;
        this.events.text(buffer.slice(at, end));
        return true;
      }
      if (character === newline) lines++;
      else if (character === ampersand || character === bracket) return this.textWithReferences();
    }
    return false;
  }

  private textWithReferences(): boolean {
    const { buffer } = this;
    let { at: from, line } = this;
    let read = "";
    for (let end = from; end < buffer.length; ) {
      const character = buffer.charCodeAt(end);
      if (character === lessThan) {
        this.line = line;
        this.at = end;
        this.events.text(read + buffer.slice(from, end));
        return true;
      }
      if (character === ampersand) {
        const referred = referredAt(buffer, end);
        if (!referred) return false;
        if ("fault" in referred) throw brokenReference(referred.fault, line);
        read += buffer.slice(from, end) + referred.text;
        from = end = referred.end;
        continue;
      }
      if (character === newline) line++;
      if (character === bracket && buffer.startsWith("]]>", end)) throw broken("]]> stands in text", line);
      end++;
    }
    return false;
  }

  /** Outside the first element only space may stand between the tags. */
  private spaceOutside(): boolean {
    const { buffer } = this;
    let end = this.at;
    while (isSpace(buffer.charCodeAt(end))) end++;
    this.skipTo(end);
    if (end < buffer.length && buffer.charCodeAt(end) !== lessThan)
      throw broken("text stands outside the first element", this.line);
    return true;
  }

  private skipTo(end: number): true {
    for (; this.at < end; this.at++) if (this.buffer.charCodeAt(this.at) === newline) this.line++;
    return true;
  }

  private lineOfEnd(): number {
    this.skipTo(this.buffer.length);
    return this.line;
  }
}
