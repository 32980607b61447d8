import { LineCounter, parseDocument } from "yaml";
import type { CaseFact } from "./fact-kinds.ts";
import { findingOf, type Mistake, placed } from "./mistakes.ts";
import type { Procedure, Rule } from "./procedure.ts";
import { type ProcedureFile, procedureFile } from "./procedure-file.ts";
import { findingsIn } from "./whole-file-findings.ts";

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

function procedureFrom(file: ProcedureFile): Procedure {
  return {
    procedure: file.procedure,
    title: file.title,
    version: file.version,
    inForceFrom: file["in-force-from"],
    definition: file.definition,
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
