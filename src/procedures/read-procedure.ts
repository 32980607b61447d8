import type { CaseFact } from "./fact-kinds.ts";
import { findingOf, type Mistake, placed } from "./mistakes.ts";
import type { Procedure, Rule } from "./procedure.ts";
import { type ProcedureFile, procedureFile } from "./procedure-file.ts";
import { findingsIn } from "./whole-file-findings.ts";
import { readYaml } from "./yaml-file.ts";

const longest = 500_000;

/** Reads a procedure file (YAML). Answers with the procedure, or with every mistake found, in the order of the lines. */
export function readProcedure(text: string): { procedure: Procedure } | { mistakes: Mistake[] } {
  const yaml = readYaml(text, longest);
  if ("mistakes" in yaml) return yaml;
  const read = procedureFile.safeParse(yaml.written);
  const findings = read.success ? findingsIn(read.data) : read.error.issues.map(findingOf);
  if (read.success && findings.length === 0) return { procedure: procedureFrom(read.data) };
  return { mistakes: placed(findings, yaml.document, yaml.lines) };
}

function procedureFrom(file: ProcedureFile): Procedure {
  return {
    procedure: file.procedure,
    title: file.title,
    version: file.version,
    inForceFrom: file["in-force-from"],
    runsWith: file["runs-with"],
    definition: file.definition,
    outcomes: file.outcomes,
    suspends: file.suspends.map(({ reading, ...suspension }) => ({
      ...{ procedure: file.procedure, ...suspension },
      reading,
    })),
    exampleTerms: file["example-terms"],
    rules: file.obligations.map(
      ({
        starts,
        "waits-for": waitsFor,
        "not-before": bars,
        each,
        "apart-from": apart,
        "prevails-over": prevailsOver,
        commences,
        late,
        reading,
        examples,
        ...rule
      }): Rule => ({
        ...rule,
        ...starts,
        waitsFor,
        notBefore: bars.map(({ lasts, "counted-from": countedFrom }) => ({ lasts, countedFrom })),
        eachEnquiry: each !== undefined,
        apartFromCase: apart !== undefined,
        prevailsOver,
        commences,
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
