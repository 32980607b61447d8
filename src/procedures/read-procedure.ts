import { exampleFindings, type PlacedRule } from "./example-findings.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { type Finding, type Mistake, placed } from "./mistakes.ts";
import type { Procedure, Rule } from "./procedure.ts";
import type { ProcedureFile } from "./procedure-file.ts";
import { type Parts, readParts } from "./readable-parts.ts";
import { withWhatBegins } from "./what-begins.ts";
import { findingsIn } from "./whole-file-findings.ts";
import { readYaml } from "./yaml-file.ts";

const longest = 500_000;

/** Reads a procedure file (YAML). Answers with the procedure, or with every mistake found, in the order of the lines. */
export function readProcedure(text: string): { procedure: Procedure } | { mistakes: Mistake[] } {
  const { procedure, mistakes } = readWhole(text);
  return procedure ? { procedure } : { mistakes };
}

/**
 * As `readProcedure`, with the worked examples that come out otherwise than they are written among the mistakes: a
 * procedure can be read with them, and not be used.
 */
export function readAndWorkOut(text: string): { procedure: Procedure | undefined; mistakes: Mistake[] } {
  const { procedure, mistakes, wrong } = readWhole(text);
  return { procedure, mistakes: [...mistakes, ...wrong].sort((one, other) => one.line - other.line) };
}

function readWhole(text: string): { procedure?: Procedure; mistakes: Mistake[]; wrong: Mistake[] } {
  const yaml = readYaml(text, longest);
  if ("mistakes" in yaml) return { ...yaml, wrong: [] };
  const inLines = (findings: readonly Finding[]) => placed(findings, yaml.document, yaml.lines);
  const parts = readParts(yaml.written);
  if ("mend" in parts) return { mistakes: inLines([parts]), wrong: [] };
  const found = [...parts.findings, ...findingsIn(parts)];
  const procedure = parts.file && procedureFrom(parts.file);
  if (procedure === undefined) return { mistakes: inLines(found), wrong: [] };
  const { uncounted, wrong } = exampleFindings(procedure, rulesToTry(procedure, parts, found));
  const mistakes = inLines([...found, ...uncounted]);
  return { ...(mistakes.length === 0 ? { procedure } : {}), mistakes, wrong: inLines(wrong) };
}

/** The rules whose examples can be judged: what they begin with, and the days that they count by, must be free of mistakes. */
function rulesToTry({ rules }: Procedure, { places }: Parts, findings: readonly Finding[]): PlacedRule[] {
  const spoils = ["example-terms", "histories", "suspends"];
  if (findings.some(({ path }) => spoils.includes(String(path[0])) || path.at(-1) === "starts")) return [];
  const ids = new Set(rules.map(({ id }) => id));
  return rules
    .map((rule, at) => ({ rule, place: places[at] ?? at }))
    .filter(({ rule }) =>
      withWhatBegins(rule, rules).every(({ startsWhenLate }) => startsWhenLate.every((id) => ids.has(id))),
    );
}

function procedureFrom(file: ProcedureFile): Procedure {
  return {
    procedure: file.procedure,
    title: file.title,
    version: file.version,
    inForceFrom: file["in-force-from"],
    runsWith: file["runs-with"],
    definition: file.definition,
    atRisk: file["at-risk"],
    reasonGroups: file["reason-groups"],
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
