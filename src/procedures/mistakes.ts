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
  return (
    [...(id === undefined ? [] : [String(id)]), ...(rest.length > 0 ? [rest.join(" ")] : [])].join(": ") ||
    "the file"
  );
}

/** What a broken rule of the file's shape means to the person who wrote it. */
export function findingOf(issue: z.core.$ZodIssue): Finding {
  switch (issue.code) {
    case "unrecognized_keys":
      return {
        path: [...issue.path, issue.keys[0] ?? ""],
        mend: `There is no field "${issue.keys[0]}" here. Check its spelling or remove it.`,
      };
    case "invalid_type":
      return {
        path: issue.path,
        mend:
          issue.input === undefined
            ? `Add this field: it is missing or not ${a(issue.expected)}.`
            : `Write ${a(issue.expected)} here.`,
      };
    case "invalid_value":
      return { path: issue.path, mend: `Use one of: ${issue.values.join(", ")}.` };
    default:
      return { path: issue.path, mend: issue.message };
  }
}

function a(expected: string): string {
  return (
    { string: "text", record: "fields with values", object: "fields with values", array: "a list" }[
      expected
    ] ?? `a ${expected}`
  );
}
