import { BareStartTags } from "./bare-start-tags.ts";
import { codesOf, standsAt } from "./codes.ts";
import { declaredAt, lineAt } from "./declared.ts";
import { endTagAt } from "./end-tag.ts";
import { Incoming } from "./incoming.ts";
import { endOfInstruction } from "./instruction.ts";
import type { NamesRead, XmlName } from "./names.ts";
import { outermostScope, type Scope, uriOf } from "./namespaces.ts";
import { type Attributes, isSpace, noAttributes, startTagAt } from "./start-tag.ts";
import { textWithReferencesAt } from "./text-with-references.ts";
import { breaksOff, broken } from "./unreadable-xml.ts";

/** What stands in a file, in its order. */
export type XmlEvents = {
  /** `local` is the name without its prefix; null where it belongs to another namespace than the first element does. */
  open: (name: string, local: string | null, attributes: Attributes, line: number) => void;
  /** A run of text or a section of it, never "". */
  text: (text: string) => void;
  close: () => void;
  /** `<Name>text</Name>` in one line, told at once, as most of a file is: open, text where it is not "", and close. */
  leaf: (name: string, local: string | null, text: string, line: number) => void;
};

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const ampersand = 0x26;
const bracket = 0x5d;
const newline = 0x0a;
/** What is shorter is read anew with each piece; what is longer, when it has doubled: no file costs the square of its length. */
const shortRest = 4096;

/** Whether text in one line goes on here: neither a tag nor a line begins, nor a reference or `]]>`, nor has the text ended. */
function isPlain(code: number): boolean {
  return code !== lessThan && code !== newline && code !== ampersand && code !== bracket && code !== 0;
}

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
  private readonly bareStartTags = new BareStartTags(this.names);
  private readonly openNames: string[] = [];
  private readonly scopes: Scope[] = [];
  private scope: Scope = outermostScope();
  private ownNamespace: string | undefined;
  private buffer = "";
  private codes = new Uint16Array();
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
    this.codes = codesOf(this.buffer, this.codes);
    this.waiting = [];
    this.at = 0;
    while (this.at < this.buffer.length) {
      const isWhole = this.codes[this.at] === lessThan ? this.markup() : this.text();
      if (!isWhole) break;
      this.isBeginning = false;
    }
    this.unfinished = this.buffer.length - this.at;
    this.readAgainAt = this.unfinished > shortRest ? this.unfinished * 2 : 0;
  }

  private markup(): boolean {
    if (this.at + 1 >= this.buffer.length) return false;
    const next = this.codes[this.at + 1];
    if (next === slash) return this.endTag();
    if (next === 0x21) return this.declared();
    if (next === 0x3f) return this.instruction();
    return this.startTag();
  }

  private startTag(): boolean {
    const known = this.bareStartTags.nameAt(this.buffer, this.codes, this.at);
    if (!known || this.openNames.length === 0) return this.fullStartTag();
    const { name, prefix, local } = known;
    let isOwn = this.scope.plainIsOwn;
    if (prefix !== "") {
      const uri = uriOf(this.scope, prefix);
      if (uri === undefined || prefix === "xmlns") return this.fullStartTag();
      isOwn = uri === this.ownNamespace;
    }
    this.at += name.length + 2;
    if (this.leaf(known, isOwn ? local : null)) return true;
    this.openNames.push(name);
    this.scopes.push(this.scope);
    this.events.open(name, isOwn ? local : null, noAttributes, this.line);
    return true;
  }

  /** The rest of an element that has begun, where it is a text in one line, without a reference, and its end tag is at hand. */
  private leaf(name: XmlName, local: string | null): boolean {
    const { codes, at } = this;
    let end = at;
    while (isPlain(codes[end] as number)) end++;
    const close = end + 2 + name.codes.length;
    const isWhole =
      codes[end] === lessThan &&
      codes[end + 1] === slash &&
      codes[close] === greaterThan &&
      standsAt(codes, end + 2, name.codes);
    if (!isWhole) return false;
    this.at = close + 1;
    this.events.leaf(name.name, local, this.buffer.slice(at, end), this.line);
    return true;
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

  private declared(): boolean {
    const { buffer, at, line } = this;
    const read = declaredAt(buffer, at, { line, isOutside: this.openNames.length === 0 });
    if (!read) return false;
    ({ end: this.at, line: this.line } = read);
    if (read.section !== "") this.events.text(read.section);
    return true;
  }

  private instruction(): boolean {
    const end = endOfInstruction(this.buffer, this.at, this.line, this.isBeginning);
    return end === undefined ? false : this.skipTo(end);
  }

  /** Text up to the next tag; whole only where that has begun. */
  private text(): boolean {
    const { buffer, at } = this;
    if (this.openNames.length === 0) return this.spaceOutside();
    const { codes } = this;
    let lines = 0;
    let end = at;
    while (isPlain(codes[end] as number) || codes[end] === newline) if (codes[end++] === newline) lines++;
    if (codes[end] !== lessThan) return this.textWithReferences();
    this.line += lines;
    this.at = end;
    this.events.text(buffer.slice(at, end));
    return true;
  }

  private textWithReferences(): boolean {
    const read = textWithReferencesAt(this.buffer, this.at, this.line);
    if (!read) return false;
    ({ end: this.at, line: this.line } = read);
    this.events.text(read.text);
    return true;
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
    this.line = lineAt(end, this.buffer, this.at, this.line);
    this.at = end;
    return true;
  }

  private lineOfEnd(): number {
    return lineAt(this.buffer.length, this.buffer, this.at, this.line);
  }
}
