import { startOf, zone } from "../calendar/index.ts";
import {
  type CaseFact,
  type Example,
  type ObligationState,
  type Procedure,
  type Rule,
  workedOut,
} from "../procedures/index.ts";
import { type FieldChange, withCopyOfItem, withFields } from "./edit-text.ts";

/** What an example expects or gives: a state, and the due day or moment as a procedure file writes it. */
export type Answer = { state: ObligationState; due: string };

/** A worked example beside what the rule now gives; undefined when nothing would be owed. */
export type ExampleShown = {
  says: string;
  boundary: boolean;
  /** If something happens in it, or it is looked at, within a day (by the clock, a unit) of the moment when it is due. */
  isAtDueMoment: boolean;
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
      isAtDueMoment: found !== undefined && isNear(rule, example, dueMoment(rule, found.due)),
      ...{ says: example.says, boundary: example.boundary, given: example.given, now: example.now, expected },
      found: found && { state: found.state, due: asFilesWrite(found.due) },
      agrees: found?.state === expected.state && found.due === expected.due,
    };
  });
}

/** When a duty that is due then is late: at the end of a due day, or by the clock at the due moment. */
function dueMoment({ within: { unit } }: Rule, due: string): Temporal.Instant {
  if (unit !== "minutes" && unit !== "hours") return startOf(Temporal.PlainDate.from(due).add({ days: 1 }));
  return due.includes("T")
    ? Temporal.Instant.from(due)
    : Temporal.PlainDateTime.from(due.replace(" ", "T")).toZonedDateTime(zone).toInstant();
}

function isNear(
  { within: { unit } }: Rule,
  { given, now }: Pick<Example, "given" | "now">,
  due: Temporal.Instant,
): boolean {
  const near = Temporal.Duration.from(
    unit === "minutes" ? { minutes: 1 } : { hours: unit === "hours" ? 1 : 24 },
  );
  const moments = [now, ...given.map(({ happenedAt }) => happenedAt)];
  return moments.some((at) => Temporal.Duration.compare(at.until(due).abs(), near) <= 0);
}

/** If no boundary example of a rule lies at the moment when it is due: then none shows that the time is counted right. */
export function lacksBoundary(procedure: Procedure, rule: Rule): boolean {
  return !examplesOf(procedure, rule).some(({ boundary, isAtDueMoment }) => boundary && isAtDueMoment);
}

/** How many worked examples of a rule no longer give what they expect. */
export function examplesAmiss(procedure: Procedure, rule: Rule): number {
  return examplesOf(procedure, rule).filter(({ agrees }) => !agrees).length;
}

/** What a person says of an example: its answer, and what it is called; left out, that stays as it is. */
export type Said = { answer?: Answer | undefined; says?: string | undefined };

/** A procedure's text in which some examples of an obligation, by their places in the file, are as a person says. */
export function withExamples(
  text: string,
  place: number,
  said: ReadonlyMap<number, Said>,
  examples: readonly ExampleShown[],
): string {
  const isProvedElsewhere = examples.some(({ boundary, isAtDueMoment }) => boundary && isAtDueMoment);
  const changes = [...said].flatMap(([at, { answer, says }]) => {
    const path = ["obligations", place, "examples", at];
    const example = examples[at];
    const isBoundaryNoMore = answer && isProvedElsewhere && example?.boundary && !example.isAtDueMoment;
    return changesOf(path, { says, ...answer, boundary: isBoundaryNoMore ? false : undefined });
  });
  return withFields(text, changes);
}

/** A boundary example as a person has counted it: what it is called, whose beginning it takes, and when that is due. */
export type NewBoundary = { says: string; from: number; due: string };

/**
 * A procedure's text with one more boundary example of an obligation: looked at as soon as it is late. Examples that were
 * boundaries before the time changed, and lie there no more, are boundaries no more.
 */
export function withBoundary(
  text: string,
  place: number,
  { says, from, due }: NewBoundary,
  examples: readonly ExampleShown[],
): string {
  const list = ["obligations", place, "examples"];
  const made = { says, ...{ state: "overdue", due, now: firstMomentLate(due), boundary: true } };
  const before = examples.flatMap(({ boundary, isAtDueMoment }, at) =>
    boundary && !isAtDueMoment ? changesOf([...list, at], { boundary: false }) : [],
  );
  return withFields(withCopyOfItem(text, list, from), [
    ...before,
    ...changesOf([...list, examples.length], made),
  ]);
}

/** As a file writes it: midnight after a due day, a minute after a due moment. */
function firstMomentLate(due: string): string {
  if (!due.includes(" ")) return `${Temporal.PlainDate.from(due).add({ days: 1 })} 00:00`;
  const late = Temporal.PlainDateTime.from(due.replace(" ", "T")).add({ minutes: 1 });
  return late.toString({ smallestUnit: "minute" }).replace("T", " ");
}

function changesOf(
  path: FieldChange["path"],
  fields: Readonly<Record<string, string | boolean | undefined>>,
): FieldChange[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : { path: [...path, field], value },
  );
}

/** A due moment as a file writes it: London's day and time. A due day is written as it is. */
function asFilesWrite(due: string): string {
  if (!due.includes("T")) return due;
  const at = Temporal.Instant.from(due).toZonedDateTimeISO(zone).toPlainDateTime();
  return at.toString({ smallestUnit: at.second === 0 ? "minute" : "second" }).replace("T", " ");
}
