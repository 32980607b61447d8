import { zone } from "../calendar/index.ts";
import {
  type CaseFact,
  type ObligationState,
  type Procedure,
  type Rule,
  workedOut,
} from "../procedures/index.ts";
import { type FieldChange, withFields } from "./edit-text.ts";

/** What an example expects or gives: a state, and the due day or moment as a procedure file writes it. */
export type Answer = { state: ObligationState; due: string };

/** A worked example beside what the rule now gives; undefined when nothing would be owed. */
export type ExampleShown = {
  says: string;
  boundary: boolean;
  given: readonly CaseFact[];
  now: Temporal.Instant;
  expected: Answer;
  found: Answer | undefined;
  agrees: boolean;
};

/** The worked examples of a rule, each with what it gives now. */
export function examplesOf(procedure: Procedure, rule: Rule): readonly ExampleShown[] {
  const known = worked.get(procedure) ?? new Map<Rule, readonly ExampleShown[]>();
  worked.set(procedure, known);
  const examples = known.get(rule) ?? workOut(procedure, rule);
  known.set(rule, examples);
  return examples;
}

// The pages of one version show the same examples again and again.
const worked = new WeakMap<Procedure, Map<Rule, readonly ExampleShown[]>>();

function workOut(procedure: Procedure, rule: Rule): ExampleShown[] {
  return rule.examples.map((example) => {
    const found = workedOut(procedure, rule, example);
    const expected = { state: example.state, due: example.due };
    return {
      ...{ says: example.says, boundary: example.boundary, given: example.given, now: example.now, expected },
      found: found && { state: found.state, due: asFilesWrite(found.due) },
      agrees: found?.state === expected.state && found.due === expected.due,
    };
  });
}

/** How many worked examples of a rule no longer give what they expect. */
export function examplesAmiss(procedure: Procedure, rule: Rule): number {
  return examplesOf(procedure, rule).filter(({ agrees }) => !agrees).length;
}

/** A procedure's text with the expected answers of some examples of an obligation, by their places in the file, changed. */
export function withAnswers(text: string, place: number, answers: ReadonlyMap<number, Answer>): string {
  const changes = [...answers].flatMap(([example, { state, due }]): FieldChange[] => {
    const path = ["obligations", place, "examples", example];
    return [
      { path: [...path, "state"], value: state },
      { path: [...path, "due"], value: due },
    ];
  });
  return withFields(text, changes);
}

/** A due moment as a file writes it: London's day and time. A due day is written as it is. */
function asFilesWrite(due: string): string {
  if (!due.includes("T")) return due;
  const at = Temporal.Instant.from(due).toZonedDateTimeISO(zone).toPlainDateTime();
  return at.toString({ smallestUnit: at.second === 0 ? "minute" : "second" }).replace("T", " ");
}
