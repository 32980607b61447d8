import { acts } from "./acts.ts";
import type { Finding } from "./mistakes.ts";
import type { ProcedureFile } from "./procedure-file.ts";

type Obligation = ProcedureFile["obligations"][number];

/**
 * What no single field of a procedure file shows: names used twice, an act that its own end does not record, lateness
 * that waits for itself, too few examples.
 */
export function findingsIn(file: ProcedureFile): Finding[] {
  return [
    ...headFindings(file),
    ...file.obligations.flatMap((rule, place) => findingsOfRule(file, rule, place)),
  ];
}

/** A procedure that runs with others may leave to them whom it counts as missing and how a case is closed. */
function headFindings(file: ProcedureFile): Finding[] {
  if (file["runs-with"].length > 0) return [];
  const missing = [
    ...(file.definition ? [] : ["definition"]),
    ...(file.outcomes.length > 0 ? [] : ["outcomes"]),
  ];
  return missing.map((field) => ({
    path: [field],
    mend: `Add "${field}", or say with which procedures this one runs (runs-with).`,
  }));
}

function findingsOfRule(file: ProcedureFile, rule: Obligation, place: number): Finding[] {
  const twice = file.obligations.findIndex((each) => each.id === rule.id) < place;
  const own = [
    ...(twice ? [["id", "Give each obligation its own id."] as const] : []),
    ...endFindings(rule),
    ...enquiryFindings(rule),
    ...latenessFindings(rule, file.obligations),
    ...exampleFindings(rule),
  ].map(([field, mend]) => ({ path: ["obligations", place, field], mend }));
  const unknown = rule.examples.findIndex(
    ({ after }) => after !== undefined && !Object.hasOwn(file.histories, after),
  );
  if (unknown < 0) return own;
  const mend = `Use one of the histories: ${Object.keys(file.histories).join(", ")}.`;
  return [...own, { path: ["obligations", place, "examples", unknown, "after"], mend }];
}

type FieldFinding = readonly [field: string, mend: string];

function endFindings({ act, ends }: Obligation): FieldFinding[] {
  const { makes } = acts[act];
  if (ends.some(({ kind }) => kind === makes)) return [];
  return [["ends", `"${act}" is recorded as "${makes}", so "${makes}" must be among what ends it.`]];
}

function enquiryFindings({ each, role, starts, ends, when }: Obligation): FieldFinding[] {
  if (!each && role === "whoever-was-asked")
    return [["role", 'Only an obligation with "each: enquiry" can be owed by whoever was asked.']];
  if (each && when.length > 0)
    return [
      [
        "when",
        "What is owed for each enquiry is owed until it is answered or the case is closed. Remove this field.",
      ],
    ];
  const asksAndHears =
    starts.startsWhenLate.length === 0 &&
    starts.starts.every(({ kind }) => kind === "enquiry-sent") &&
    ends.every(({ kind }) => kind === "enquiry-answered");
  if (!each || asksAndHears) return [];
  return [
    [
      "each",
      "Only what starts with enquiry-sent and ends with enquiry-answered can be owed for each enquiry.",
    ],
  ];
}

function latenessFindings(rule: Obligation, all: readonly Obligation[]): FieldFinding[] {
  const named = rule.starts.startsWhenLate;
  if (rule.starts.starts.length + named.length === 0) return [["starts", "Name what starts it."]];
  const unknown = named.find((id) => !all.some((each) => each.id === id));
  if (unknown !== undefined)
    return [
      ["starts", `There is no obligation "${unknown}" in this file whose lateness could start this one.`],
    ];
  const other = named.find((id) => all.some((each) => each.id === id && each.about !== rule.about));
  if (other !== undefined)
    return [
      [
        "starts",
        `"${other}" is about ${rule.about === "child" ? "the authority" : "a child"}, and this is not.`,
      ],
    ];
  if (!latenessLeadsTo(rule.id, named, all)) return [];
  return [
    ["starts", `The lateness of "${rule.id}" would start itself. Break the circle: ${named.join(", ")}.`],
  ];
}

/** If the lateness of these can be started by the lateness of that one. */
function latenessLeadsTo(id: string, from: readonly string[], all: readonly Obligation[]): boolean {
  const seen = new Set(from);
  for (const each of seen)
    for (const next of all.find((one) => one.id === each)?.starts.startsWhenLate ?? []) seen.add(next);
  return seen.has(id);
}

function exampleFindings({ examples }: Obligation): FieldFinding[] {
  if (examples.length >= 3 && examples.some(({ boundary }) => boundary)) return [];
  return [
    [
      "examples",
      "Give at least three worked examples with literal dates, one of them a boundary (boundary: true).",
    ],
  ];
}
