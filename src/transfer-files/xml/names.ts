/** A name as written, and its two halves: `x:UPN` is `UPN` in what the file calls `x`. */
export type XmlName = {
  name: string;
  prefix: string;
  local: string;
  /** Its characters by number. */
  codes: Uint16Array;
  /** The name whose tag began next, the last time: it mostly does again. */
  next?: XmlName | undefined;
};

const start =
  ":A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const within = `${start}.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}\\-`;
const wholeName = new RegExp(`[${start}][${within}]*`, "uy");
const wholeNameOrNone = new RegExp(`[${within}]*`, "uy");

/** Where a name that begins here ends; the same place where none begins. (XML 1.0, fifth edition, 2.3) */
export function endOfName(text: string, at: number): number {
  wholeName.lastIndex = at;
  return wholeName.test(text) ? wholeName.lastIndex : at;
}

/** Where the characters end that may stand in a name, be the first of them one that may begin it or not. */
export function endOfNameCharacters(text: string, at: number): number {
  wholeNameOrNone.lastIndex = at;
  wholeNameOrNone.test(text);
  return wholeNameOrNone.lastIndex;
}

/** A name's halves; undefined where a colon stands first, last or twice. (Namespaces in XML 1.0, 4) */
export function halvesOf(name: string): XmlName | undefined {
  const [first = "", second, ...more] = name.split(":");
  const codes = Uint16Array.from({ length: name.length }, (_, at) => name.charCodeAt(at));
  if (second === undefined) return { name, prefix: "", local: name, codes, next: undefined };
  return first && second && more.length === 0
    ? { name, prefix: first, local: second, codes, next: undefined }
    : undefined;
}

/** Names already read, so that each is one text in memory. No honest file has more than some hundreds. */
export type NamesRead = Map<string, XmlName>;
const mostKept = 2000;

/** A name by its halves, kept for the next time. */
export function nameRead(known: NamesRead, name: string): XmlName | undefined {
  const before = known.get(name);
  if (before || known.size >= mostKept) return before ?? halvesOf(name);
  // A copy of its own: a part of the text read would keep all of that text in memory.
  const read = halvesOf(Buffer.from(name).toString());
  if (read) known.set(read.name, read);
  return read;
}
