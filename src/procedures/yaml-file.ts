import {
  type Document,
  isCollection,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type LineCounter as Lines,
  parseDocument,
  visit,
} from "yaml";
import { type Finding, type Mistake, placed } from "./mistakes.ts";

/** A YAML (or JSON) text that could be read: what it says, and where it says each thing. */
export type YamlFile = { written: unknown; document: Document; lines: Lines };

/** No procedure needs more levels; the reader itself runs out of stack, and of memory, after some thousands. */
const deepest = 60;

/**
 * Reads a YAML text, whatever it is, in bounded time and memory: too long, too deep, aliases that multiply, a key twice
 * and every fault of layout are answered with the line and the mend. After the first fault the others are mostly its
 * echoes, so it is answered alone; but every unknown tag and every character that nobody can see is named.
 */
export function readYaml(text: string, longest: number): YamlFile | { mistakes: Mistake[] } {
  if (text.length > longest)
    return mistake(
      1,
      "the file",
      `Make the file shorter than ${longest.toLocaleString("en-GB")} characters.`,
    );
  const deep = lineTooDeep(text);
  if (deep !== undefined) return tooDeep(deep);
  const lines = new LineCounter();
  // The reader's own search for keys written twice takes half a minute for 40,000 keys.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const [fault] = document.errors;
  if (fault?.code === "MULTIPLE_DOCS")
    return mistake(
      lineOf(fault.pos[0]),
      "the layout of the file",
      "Write one document in a file: remove this line.",
    );
  if (fault?.code === "RESOURCE_EXHAUSTION") return tooDeep(lineOf(fault.pos[0]));
  if (fault)
    return mistake(
      lineOf(fault.pos[0]),
      "the layout of the file",
      `Write this line anew, or the end of the one before it: it cannot be read as YAML (${fault.message}).`,
    );
  const buried = offsetTooDeep(document);
  if (buried !== undefined) return tooDeep(lineOf(buried));
  const unread = [...unknownTags(document, lineOf), ...unseen(text, document, lines)];
  if (unread.length > 0) return { mistakes: unread };
  const twice = keyTwice(document);
  if (twice)
    return mistake(lineOf(twice.offset), twice.key, "Write this field once: it stands here a second time.");
  try {
    return { written: document.toJS({ maxAliasCount: 100 }), document, lines };
  } catch (refusal) {
    if (!(refusal instanceof ReferenceError)) throw refusal;
    return mistake(1, "the file", "Write the file with fewer aliases: they stand for more than it can hold.");
  }
}

/** What the reader only warns of, it reads as something else than is written. */
function unknownTags(document: Document, lineOf: (offset: number) => number): Mistake[] {
  return document.warnings.map(({ code, message, pos }) => ({
    line: lineOf(pos[0]),
    field: "the layout of the file",
    mend:
      code === "TAG_RESOLVE_FAILED"
        ? `Remove what begins with an exclamation mark, or put the text in quotes. ${message}.`
        : `Remove this line. ${message}.`,
  }));
}

/** Control characters other than tabs and ends of lines, halves of letters, and what turns the direction of writing. */
const unseenCharacter = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** A file with more is none that somebody wrote, and to look up the line of each would take minutes. */
const mostUnseen = 20;

/** In the texts that the file stands for, also where they are written as "\\0"; and else in its comments. */
function unseen(text: string, document: Document, lines: Lines): Mistake[] {
  const paths: Finding["path"][] = [];
  visit(document, {
    Scalar(key, { value }, around) {
      if (typeof value === "string" && unseenCharacter.test(value)) paths.push(pathOf(key, around));
      return paths.length < mostUnseen ? undefined : visit.BREAK;
    },
  });
  if (paths.length > 0)
    return placed(
      paths.map((path) => ({ path, mend: mendOfUnseen })),
      document,
      lines,
    );
  const at = text.search(unseenCharacter);
  if (at < 0) return [];
  return [{ line: lines.linePos(at).line, field: "the file", mend: mendOfUnseen }];
}

const mendOfUnseen = "Write this line anew: it holds a character that nobody can see.";

/** The path of a scalar from the things around it. */
function pathOf(key: unknown, around: readonly unknown[]): Finding["path"] {
  const path = around.flatMap((each, depth) => {
    if (isPair(each)) return isScalar(each.key) ? String(each.key.value) : [];
    const next = around[depth + 1];
    return isSeq(each) && next !== undefined ? each.items.indexOf(next) : [];
  });
  return typeof key === "number" ? [...path, key] : path;
}

function mistake(line: number, field: string, mend: string): { mistakes: [Mistake] } {
  return { mistakes: [{ line, field, mend }] };
}

function tooDeep(line: number) {
  return mistake(
    line,
    "the layout of the file",
    `Write at most ${deepest} lists and fields inside each other.`,
  );
}

/** Where the first list or field begins that has more than may be around it; how deep the reader itself gets depends on the machine. */
function offsetTooDeep(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Collection(_key, { range }, around) {
      if (around.filter(isCollection).length < deepest) return undefined;
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** The first line on which more things are inside each other than may be, as far as brackets and "- - -" open them. */
function lineTooDeep(text: string): number | undefined {
  let [line, brackets, onLine] = [1, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets++;
    else if (token === "]" || token === "}") brackets--;
    else if (brackets === 0 && (token === "-" || token === "?" || token === ":")) onLine++;
    if (brackets > deepest || onLine > deepest) return line;
    for (let end = token.indexOf("\n"); end >= 0; end = token.indexOf("\n", end + 1)) {
      line++;
      onLine = 0;
    }
  }
  return undefined;
}

function keyTwice(document: Document): { key: string; offset: number } | undefined {
  let found: { key: string; offset: number } | undefined;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = { key: String(key.value), offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
