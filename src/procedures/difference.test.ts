import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { differenceInWords, differenceOf } from "./difference.ts";
import type { Procedure } from "./procedure.ts";
import { shippedProcedures } from "./procedures.store.ts";
import { readProcedure } from "./read-procedure.ts";

const text = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");
const norfolk = procedureFrom(text);

function procedureFrom(yaml: string): Procedure {
  const read = readProcedure(yaml);
  if ("mistakes" in read) throw new Error(JSON.stringify(read.mistakes));
  return read.procedure;
}

/** Norfolk's procedure with one duty changed. */
function withDuty(id: string, change: Partial<Procedure["rules"][number]>): Procedure {
  return { ...norfolk, rules: norfolk.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)) };
}

const said = (newer: Procedure) => differenceInWords(differenceOf(norfolk, newer));

test("a shorter time is said with the owner who stays the same", () => {
  expect(
    said(withDuty("visit-urgently", { within: { count: 2, unit: "working days", counting: "after" } })),
  ).toEqual([
    "visit-urgently (N3.1.4): within 3 working days becomes within 2 working days; owed by area attendance officer as before",
  ]);
});

test("another owner, other conditions and another wording are each said", () => {
  expect(
    said(withDuty("visit-urgently", { role: "cme-officer", when: [], asks: "Go at once.", late: undefined })),
  ).toEqual([
    [
      "visit-urgently (N3.1.4): owed by area attendance officer becomes owed by CME officer",
      '"Where concerns make it urgent, the area visits the family without writing first." becomes "Go at once."',
      "while no education is proved and the address is in the area becomes always",
      "gone: telling area manager when late",
    ].join("; "),
  ]);
});

test("another reading of the same words is a change", () => {
  const [line] = said(
    withDuty("visit-urgently", { reading: { question: "When?", choice: "Now.", why: "So." } }),
  );
  expect(line).toContain('becomes the reading "When? Now. So."; owed by area attendance officer as before');
});

test("a change that words cannot show is still named", () => {
  const { examples } = norfolk.rules.find(({ id }) => id === "visit-urgently") ?? { examples: [] };
  const later = examples.map((example) => ({ ...example, now: example.now.add({ hours: 1 }) }));
  expect(said(withDuty("visit-urgently", { examples: later }))).toEqual([
    "visit-urgently (N3.1.4): the worked examples changed; owed by area attendance officer as before",
  ]);
});

test("a duty of one version alone is new or gone, with its time, beginning and owner", () => {
  const without = { ...norfolk, rules: norfolk.rules.filter(({ id }) => id !== "visit-urgently") };
  const duty =
    'within 3 working days of the visit request (urgent), owed by area attendance officer: "Where concerns make it urgent, the area visits the family without writing first."';
  expect(said(without)).toEqual([`visit-urgently (N3.1.4): gone, ${duty}`]);
  expect(differenceInWords(differenceOf(without, norfolk))).toEqual([
    `visit-urgently (N3.1.4): new, ${duty}`,
  ]);
});

test("the head of a version is compared too: when it is in force, whom it counts, how a case may end", () => {
  const [, ...outcomes] = norfolk.outcomes;
  expect(
    said({
      ...norfolk,
      version: "2",
      inForceFrom: Temporal.PlainDate.from("2027-01-01"),
      definition: norfolk.definition && { ...norfolk.definition, weeks: 4 },
      outcomes,
    }),
  ).toEqual([
    "version 1 becomes version 2",
    expect.stringMatching(/^in force from .* becomes in force from Friday 1 January 2027$/),
    expect.stringMatching(
      /^Missing education .*from the first day.* becomes Missing education .*after 4 weeks/,
    ),
    expect.stringMatching(/^gone: closing as on-roll \(N3\.1\.2\)/),
  ]);
});

test("a definition that changes in several places is said in a line for each", () => {
  const { definition } = norfolk;
  if (definition === undefined) throw new Error("Norfolk has a definition.");
  const outOfScope = Object.fromEntries(
    Object.entries(definition.outOfScope).map(([reason, each]) => [reason, { ...each, clause: "N9" }]),
  ) as typeof definition.outOfScope;
  const lines = said({ ...norfolk, definition: { ...definition, outOfScope } });
  expect(lines).toHaveLength(Object.keys(outOfScope).length);
  for (const line of lines)
    expect(line).toMatch(/^Out of scope \(N[\d.]+\): .*[^.] becomes Out of scope \(N9\): /);
  const examples = definition.examples.slice(1);
  expect(said({ ...norfolk, definition: { ...definition, examples } })).toEqual([
    expect.stringMatching(/^gone: the example of the definition "/),
  ]);
});

test("comments and order change nothing", () => {
  const [head = "", ...duties] = text.split(/^(?= {2}- id: )/m);
  const turned = `# Read again this winter.\n${head}${duties.toReversed().join("")}`.replaceAll(
    "[letter-sent, visit-risk-assessed]",
    "[visit-risk-assessed, letter-sent]",
  );
  const newer = procedureFrom(turned);
  expect(newer.rules.map(({ id }) => id)).toEqual(norfolk.rules.map(({ id }) => id).toReversed());
  expect(differenceOf(norfolk, newer)).toEqual({ head: [], rules: [] });
});
