import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { acts } from "./acts.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Procedure, Rule } from "./procedure.ts";
import { type ProcedureFile, procedureFile } from "./procedure-file.ts";

/** Something in a procedure file that cannot stand: where it is, and what to write instead. */
export type Mistake = { line: number; field: string; mend: string };

type Path = readonly PropertyKey[];
type Finding = { path: Path; mend: string };

const longest = 500_000;
const wholeFile = (mend: string) => ({ mistakes: [{ line: 1, field: "the file", mend }] });

/** Reads a procedure file (YAML). Answers with the procedure, or with every mistake found, in the order of the lines. */
export function readProcedure(text: string): { procedure: Procedure } | { mistakes: Mistake[] } {
  if (text.length > longest) return wholeFile("Make the file shorter than 500,000 characters.");
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    // After the first fault in the layout, the others are mostly its echoes.
    const [fault] = document.errors;
    if (fault) {
      const { line } = lines.linePos(fault.pos[0]);
      return { mistakes: [{ line, field: "the layout of the file", mend: fault.message }] };
    }
    const read = procedureFile.safeParse(document.toJS({ maxAliasCount: 100 }));
    const findings = read.success ? findingsIn(read.data) : read.error.issues.map(findingOf);
    if (read.success && findings.length === 0) return { procedure: procedureFrom(read.data) };
    return { mistakes: placed(findings, document, lines) };
  } catch (error) {
    // The reader gives up on thousands of levels of nesting and on aliases that multiply.
    if (error instanceof RangeError || error instanceof ReferenceError)
      return wholeFile("Write the file with less nesting and fewer aliases.");
    throw error;
  }
}

function placed(findings: readonly Finding[], document: Document, lines: LineCounter): Mistake[] {
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

function findingOf(issue: z.core.$ZodIssue): Finding {
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

/** What no single field shows: names used twice, an act that its own end does not record, too few examples. */
function findingsIn(file: ProcedureFile): Finding[] {
  return file.obligations.flatMap((rule, place) => {
    const at = (field: string, mend: string) => ({ path: ["obligations", place, field], mend });
    const { makes } = acts[rule.act];
    const enquiries = [
      ...rule.starts.map((each) => each.kind === "enquiry-sent"),
      ...rule.ends.map((each) => each.kind === "enquiry-answered"),
    ];
    const unknown = rule.examples.findIndex(
      (each) => each.after !== undefined && !Object.hasOwn(file.histories, each.after),
    );
    return [
      ...(file.obligations.findIndex((each) => each.id === rule.id) < place
        ? [at("id", "Give each obligation its own id.")]
        : []),
      ...(rule.ends.some((each) => each.kind === makes)
        ? []
        : [at("ends", `"${rule.act}" is recorded as "${makes}", so "${makes}" must be among what ends it.`)]),
      ...(rule.each && !enquiries.every(Boolean)
        ? [
            at(
              "each",
              "Only what starts with enquiry-sent and ends with enquiry-answered can be owed for each enquiry.",
            ),
          ]
        : []),
      ...(rule.role === "whoever-was-asked" && !rule.each
        ? [at("role", 'Only an obligation with "each: enquiry" can be owed by whoever was asked.')]
        : []),
      ...(rule.examples.length < 3 || !rule.examples.some((each) => each.boundary)
        ? [
            at(
              "examples",
              "Give at least three worked examples with literal dates, one of them a boundary (boundary: true).",
            ),
          ]
        : []),
      ...(unknown >= 0
        ? [
            {
              path: ["obligations", place, "examples", unknown, "after"],
              mend: `Use one of the histories: ${Object.keys(file.histories).join(", ")}.`,
            },
          ]
        : []),
    ];
  });
}

function procedureFrom(file: ProcedureFile): Procedure {
  return {
    procedure: file.procedure,
    title: file.title,
    version: file.version,
    inForceFrom: file["in-force-from"],
    outcomes: file.outcomes,
    exampleTerms: file["example-terms"],
    rules: file.obligations.map(
      ({ "waits-for": waitsFor, each, late, reading, examples, ...rule }): Rule => ({
        ...rule,
        waitsFor,
        eachEnquiry: each !== undefined,
        late,
        reading,
        examples: examples.map(({ after, given, ...example }) => ({
          ...example,
          given: numbered([...((after && file.histories[after]) || []), ...given]),
        })),
      }),
    ),
  };
}

function numbered(facts: readonly CaseFact[]): CaseFact[] {
  return facts.map((fact, place) => ({ ...fact, id: place + 1 }));
}
