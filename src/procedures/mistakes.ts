import { type Document, isNode, type LineCounter } from "yaml";
import type { z } from "zod";

/** Something in a procedure file that cannot stand: where it is, and what to write instead. */
export type Mistake = { line: number; field: string; mend: string };

/** A mistake before its line is known: the path of its field in the file. */
export type Finding = { path: Path; mend: string };
type Path = readonly PropertyKey[];

/** Findings with their lines and the names of their fields, in the order of the lines. */
export function placed(findings: readonly Finding[], document: Document, lines: LineCounter): Mistake[] {
  return findings
    .map(({ path, mend }) => ({
      line: lineOf(path, document, lines),
      field: fieldNamed(path, document),
      mend,
    }))
    .sort((a, b) => a.line - b.line);
}

/** The line of the field, or of the nearest thing around it when the field is not there. */
function lineOf(path: Path, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A field as its owner would name it: `visit-again: within` rather than `obligations.4.within`. */
function fieldNamed(path: Path, document: Document): string {
  const id = path[0] === "obligations" ? document.getIn([...path.slice(0, 2), "id"]) : undefined;
  const rest = (id === undefined ? path : path.slice(2)).map((part) =>
    typeof part === "number" ? String(part + 1) : String(part),
  );
  const named = [...(id === undefined ? [] : [String(id)]), ...(rest.length > 0 ? [rest.join(" ")] : [])];
  return named.join(": ").replaceAll(/\p{C}/gu, "\ufffd") || "the file";
}

/** More fields than this that nobody knows in one place are no misspellings; they would only hide the others. */
const mostUnknown = 10;

/** What a broken rule of the file's shape means to the person who wrote it. */
export function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path, mend: mendOf(issue) }];
  return issue.keys.slice(0, mostUnknown).map((key) => ({
    path: [...issue.path, key],
    mend: `There is no field "${key}" here. Check its spelling or remove it.`,
  }));
}

/** To be read with `reportInput`: only what was written shows whether a field is missing or wrong. */
function mendOf(issue: z.core.$ZodIssue): string {
  const wanted = whatIsWanted(issue);
  return issue.input === undefined && issue.code !== "custom"
    ? `Add this field: it is missing. ${wanted}`
    : wanted;
}

function whatIsWanted(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `Write ${a(issue.expected)} here.`;
  if (issue.code === "invalid_value") return `Use one of: ${issue.values.join(", ")}.`;
  return issue.message;
}

function a(expected: string): string {
  return (
    {
      string: "text (in quotes if it is a number, or true or false)",
      record: "fields with values",
      object: "fields with values",
      array: "a list",
      boolean: "true or false",
    }[expected] ?? `a ${expected}`
  );
}
