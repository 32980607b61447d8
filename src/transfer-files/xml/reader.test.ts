import fc from "fast-check";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { describe, expect, test } from "vitest";
import { XmlReader } from "./reader.ts";
import { UnreadableXml } from "./unreadable-xml.ts";

type Told = ["open", string, string | null, [string, string][], number] | ["text", string] | ["close"];
type Outcome = { told: Told[] } | { refused: string; line: number };

/** What is told of a text, with texts beside one another as one. */
function collected() {
  const told: Told[] = [];
  const text = (more: string) => {
    const last = told.at(-1);
    if (last?.[0] === "text") last[1] += more;
    else if (more !== "") told.push(["text", more]);
  };
  return { told, text };
}

function read(pieces: readonly string[]): Outcome {
  const { told, text } = collected();
  const reader = new XmlReader({
    open: (name, local, attributes, line) =>
      told.push(["open", name, local, attributes.map(([each, value]) => [each, value]), line]),
    text,
    close: () => told.push(["close"]),
    leaf: (name, local, words, line) => {
      told.push(["open", name, local, [], line]);
      text(words);
      told.push(["close"]);
    },
  });
  try {
    for (const piece of pieces) reader.read(piece);
    reader.end();
    return { told };
  } catch (fault) {
    if (!(fault instanceof UnreadableXml)) throw fault;
    return { refused: fault.message, line: fault.line };
  }
}

/** The same by saxes, which read transfer files before. It counts a line's end that it stands at as read. */
function readBySaxes(whole: string): Outcome {
  const { told, text } = collected();
  const parser = new SaxesParser({ xmlns: true, position: true });
  const line = () => parser.line - (parser.columnIndex === 0 ? 1 : 0);
  let depth = 0;
  let own: string | undefined;
  let begins = 0;
  parser.on("error", ({ message }) => {
    throw Object.assign(new Error(message), {
      line: /unclosed|unexpected end|root el/.test(message) ? parser.line : line(),
    });
  });
  parser.on("doctype", () => {
    throw Object.assign(new Error("doctype"), { line: line() });
  });
  parser.on("xmldecl", ({ version }) => {
    if (version !== "1.0") throw Object.assign(new Error("version"), { line: line() });
  });
  parser.on("opentagstart", () => {
    begins = line();
  });
  parser.on("opentag", ({ name, uri, local, attributes }: SaxesTagNS) => {
    own ??= uri;
    depth++;
    const given = Object.values(attributes).map((each): [string, string] => [each.name, each.value]);
    told.push(["open", name, uri === own ? local : null, given, begins]);
  });
  parser.on("closetag", () => {
    depth--;
    told.push(["close"]);
  });
  const inside = (more: string) => depth > 0 && text(more);
  parser.on("text", inside);
  parser.on("cdata", inside);
  try {
    parser.write(whole).close();
    return { told };
  } catch (fault) {
    const { message, line: at } = fault as Error & { line?: number };
    if (at === undefined) throw fault;
    return { refused: message, line: at };
  }
}

/** A declaration's own faults saxes tells as it meets them, and ours where the declaration ends. */
const inDeclaration =
  /expected|declaration|must match|value (required|must be)|whitespace required|name\/value/;
/** Where ours names the line in which the fault begins, and saxes the one in which it is sure of it, or the last. */
const oursBegin =
  /ampersand|entity|entities|declaration|<! begins|outside the first|instruction|second element/;

function expectSame(whole: string, pieces: readonly string[]): void {
  const ours = read(pieces);
  const theirs = readBySaxes(whole);
  if ("told" in theirs || "told" in ours) expect(ours).toEqual(theirs);
  else if (inDeclaration.test(theirs.refused)) expect(ours.line).toBeGreaterThan(0);
  else if (oursBegin.test(ours.refused)) expect(ours.line).toBeLessThanOrEqual(theirs.line);
  else
    expect({ ...ours, line: theirs.line, theirs: theirs.refused }).toEqual({
      ...ours,
      theirs: theirs.refused,
    });
}

const space = fc.constantFrom(" ", "\n", "\t", "\r\n", "\r", "  ");
const someSpace = fc.constantFrom("", "", "", " ", "\n", "\r\n");
const names = fc.constantFrom("a", "Pupil", "x:a", "y:Élan", "𐀀b", "x:a.1-2", "_", "LongerThanThirteen");
const words = fc
  .array(
    fc.constantFrom(
      "word",
      "é",
      "𝒳",
      " ",
      "\n",
      "\r\n",
      "\r",
      "\t",
      "]",
      "]]",
      ">",
      "&amp;",
      "&lt;",
      "&#65;",
      "&#xE9;",
      "&#13;",
      "&apos;",
    ),
    { maxLength: 5 },
  )
  .map((each) => each.join("").replaceAll("]]>", "]]&gt;"));
const attributes = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom("a", "b", "x:c", "xml:lang", "xmlns", "xmlns:x", "xmlns:y", "é"),
      fc.constantFrom(
        '"1"',
        "'a \"quoted\" one'",
        '"urn:x"',
        '"urn:y"',
        '"a&amp;b\n\tc"',
        '">]]>"',
        '"\r\n&#10;"',
      ),
      space,
      someSpace,
      someSpace,
    ),
    { selector: ([name]) => name, maxLength: 4 },
  )
  .map((each) =>
    each.map(([name, value, before, beside, after]) => `${before}${name}${beside}=${after}${value}`).join(""),
  );
const between = fc.constantFrom(
  "<!-- one - two -->",
  "<!---->",
  "<?x y?>",
  "<?target?>",
  "<![CDATA[<a>]] & ]]>",
  "<![CDATA[]]>",
);
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    words,
    between,
    fc
      .tuple(names, attributes, someSpace, fc.array(tie("node"), { maxLength: 4 }), someSpace)
      .map(([name, given, before, within, after]) =>
        within.length === 0
          ? `<${name}${given}${before}/>`
          : `<${name}${given}${before}>${within.join("")}</${name}${after}>`,
      ),
  ),
}));
const beginnings = fc.constantFrom(
  "",
  "",
  '<?xml version="1.0"?>',
  "<?xml version='1.0' encoding='UTF-8' standalone=\"yes\" ?>\n",
  "<!-- c -->\n",
  "\n",
);
const file = fc
  .tuple(
    beginnings,
    attributes,
    fc.array(node, { maxLength: 5 }),
    fc.constantFrom("", "\n", "<!-- c -->", "<?x?>\r\n"),
  )
  .map(
    ([begins, given, within, ends]) =>
      `${begins}<r xmlns:x="urn:x" xmlns:y="urn:y"${given.replaceAll(/xmlns:[xy]/g, "xmlns:z")}>${within.join("")}</r>${ends}`,
  );
const spoiling = fc.constantFrom(
  ..."<>/&;=:'\"?!-[]x1 \n\r\0\u0001\u0085\uFEFF\uFFFE\uFFFF",
  ..."]]>|<!--|-->|--|<![CDATA[|]]>|<!DOCTYPE r>|<!DOC|<?xml version='1.0'?>|<?XML?>|<? x?>|<?x:y z?>|<?x|?>|<?|&x;|&#0;|&#xD800;|&#X41;|&#x110000;|&#;|&;|& |&a".split(
    "|",
  ),
  ..."</|</r>|</>|<a>|<a|<a |<a/|<a/ >|<r/>|<:a/>|<a:/>|<a:b:c/>|<q:a/>|<xmlns:a/>|<xml:a/>|<1/>|<a 1='2'/>|<a b/>|<a b=c/>|<a b='<'/>|<a b='1'c='2'/>|<a b='1' b='2'/>|words".split(
    "|",
  ),
  ..."<a xmlns:p='urn:x' p:c='1' x:c='2'/>|<a xmlns:p=''/>|<a xmlns:xml='urn:x'/>|<a xmlns:xmlns='urn:x'/>|<a xmlns='http://www.w3.org/2000/xmlns/'/>|<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>|<a xmlns=' urn:y '><b/></a>|<a q:b='1'/>|<?xml version='1.1'?>|<?xml version='1.0' standalone='maybe'?>".split(
    "|",
  ),
);
const spoilt = fc
  .tuple(
    file,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.oneof(fc.constant(""), spoiling)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([whole, edits]) => {
    const characters = Array.from(whole);
    for (const [at, gone, put] of edits) characters.splice(at % (characters.length + 1), gone, put);
    // The mark at a file's beginning is the decoder's to take.
    return characters.join("").replace(/^\uFEFF+/, "");
  });
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });

/** A text cut into pieces of these sizes, again and again, but never within a character. */
function cut(whole: string, of: readonly number[]): string[] {
  const characters = Array.from(whole);
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < characters.length; turn++) {
    const size = of[turn % of.length] ?? 1;
    pieces.push(characters.slice(at, at + size).join(""));
    at += size;
  }
  return pieces;
}

const runs = Number(process.env.XML_RUNS) || 1500;

describe("XML is read as saxes reads it", () => {
  test("a well-formed text, however it is cut, is told the same [F04]", () => {
    fc.assert(
      fc.property(file, sizes, (whole, of) => {
        expectSame(whole, cut(whole, of));
      }),
      { numRuns: runs },
    );
  });

  test("a text that was spoilt is refused where saxes refuses it, in its line, and else told the same [F04]", () => {
    fc.assert(
      fc.property(spoilt, sizes, (whole, of) => {
        expectSame(whole, cut(whole, of));
      }),
      { numRuns: runs * 3 },
    );
  });
});
