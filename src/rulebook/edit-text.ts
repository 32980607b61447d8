import { isMap, isNode, isScalar, isSeq, type Pair, parse, parseDocument, type YAMLMap } from "yaml";

type Path = readonly (string | number)[];

/** A field of a procedure file as it shall be: words, yes or no, a field of fields, or nothing (it goes). */
export type FieldChange = {
  path: Path;
  value: string | boolean | Readonly<Record<string, string>> | undefined;
};

/** Letters to put in the place of those from `from` to before `to`. */
type Splice = { from: number; to: number; put: string };

/**
 * A procedure file with some fields changed and every other letter as it was: comments, order, quotes and blank lines.
 * The document says where each field stands; to print it anew would lay every example out in another way.
 */
export function withFields(text: string, changes: readonly FieldChange[]): string {
  const document = parseDocument(text);
  const splices = changes.flatMap(({ path, value }) => {
    const around = document.getIn(path.slice(0, -1), true);
    return isMap(around) ? splicesFor(around, String(path.at(-1)), value, text) : [];
  });
  return splices
    .sort((one, other) => other.from - one.from)
    .reduce((whole, { from, to, put }) => whole.slice(0, from) + put + whole.slice(to), text);
}

/** A procedure file in which the list at a path ends with a copy of one of its items, letter by letter. */
export function withCopyOfItem(text: string, path: Path, place: number): string {
  const items = parseDocument(text).getIn(path, true);
  if (!isSeq(items)) return text;
  const [item, last] = [items.items[place], items.items.at(-1)];
  const linesOf = (node: unknown) => {
    const [start, end] = (isNode(node) && node.range) || [0, 0];
    const newline = text.indexOf("\n", Math.max(end - 1, start));
    return { from: text.lastIndexOf("\n", start) + 1, to: newline < 0 ? text.length : newline };
  };
  const { from, to } = linesOf(item);
  const at = linesOf(last).to;
  return `${text.slice(0, at)}\n${text.slice(from, to)}${text.slice(at)}`;
}

function splicesFor(around: YAMLMap, field: string, value: FieldChange["value"], text: string): Splice[] {
  const pair = around.items.find(({ key }) => (isScalar(key) ? key.value : key) === field);
  if (value === undefined) return pair ? [removal(pair, text)] : [];
  if (!pair) return [insertion(around, field, value, text)];
  if (typeof value === "object")
    return isMap(pair.value)
      ? Object.entries(value).flatMap(([name, words]) => splicesFor(pair.value as YAMLMap, name, words, text))
      : [];
  const held = pair.value;
  if (!isNode(held) || !held.range || (isScalar(held) && String(held.value) === String(value))) return [];
  const [from, to] = held.range;
  const isBlock = isScalar(held) && held.type?.startsWith("BLOCK");
  return [{ from, to, put: written(value) + (isBlock ? "\n" : "") }];
}

/** A new field stands before the last one, which in an obligation is its examples. */
function insertion(
  around: YAMLMap,
  field: string,
  value: string | boolean | Readonly<Record<string, string>>,
  text: string,
): Splice {
  const at = startOf(around.items.at(-1));
  const indent = " ".repeat(at - (text.lastIndexOf("\n", at - 1) + 1));
  if (typeof value !== "object")
    return { from: at, to: at, put: `${field}: ${written(value)}${around.flow ? ", " : `\n${indent}`}` };
  const fields = Object.entries(value);
  const put = around.flow
    ? `${field}: { ${fields.map(([name, words]) => `${name}: ${written(words)}`).join(", ")} }, `
    : `${field}:\n${fields.map(([name, words]) => `${indent}  ${name}: ${written(words)}\n`).join("")}${indent}`;
  return { from: at, to: at, put };
}

/** The field's own lines go, and no comment after it. */
function removal(pair: Pair, text: string): Splice {
  const from = text.lastIndexOf("\n", startOf(pair)) + 1;
  const end = isNode(pair.value) ? (pair.value.range?.[1] ?? from) : from;
  const newline = text.indexOf("\n", Math.max(end - 1, from));
  return { from, to: newline < 0 ? text.length : newline + 1, put: "" };
}

function startOf(pair: Pair | undefined): number {
  return isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}

/** Words as YAML: plain where that is read back as the same words, within a list in one line too; else in quotes. */
function written(words: string | boolean): string {
  if (typeof words === "boolean") return String(words);
  const isPlain = /^[A-Za-z0-9](?:[\w /().'-]|:(?=\d))*$/.test(words) && parse(words) === words;
  return isPlain ? words : JSON.stringify(words);
}
