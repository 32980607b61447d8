import { acts } from "./acts.ts";
import type { Finding } from "./mistakes.ts";
import type { ProcedureFile } from "./procedure-file.ts";
import { type Fields, isFields, type Parts } from "./readable-parts.ts";

type Obligation = ProcedureFile["obligations"][number];

/**
 * What no single field of a procedure file shows: names used twice, an act that its own end does not record, lateness
 * that waits for itself, too few examples. Where a mistake of shape hides what is meant, nothing is said of it.
 */
export function findingsIn(parts: Parts): Finding[] {
  const { written, file, places } = parts;
  const all: readonly unknown[] = Array.isArray(written["obligations"]) ? written["obligations"] : [];
  const ids = all.map((each) => (isFields(each) ? each["id"] : undefined));
  return [
    ...headFindings(written),
    ...all.flatMap((rule, place) => (isFields(rule) ? findingsAsWritten(rule, place, ids) : [])),
    ...(file?.obligations ?? []).flatMap((rule, at) => findingsOfRule(parts, rule, places[at] ?? at, ids)),
  ];
}

/** A procedure that runs with others may leave to them whom it counts as missing and how a case is closed. */
function headFindings(written: Fields): Finding[] {
  const isThere = (field: string) => written[field] !== undefined && String(written[field]) !== "";
  if (isThere("runs-with")) return [];
  return ["definition", "outcomes"]
    .filter((field) => !isThere(field))
    .map((field) => ({
      path: [field],
      mend: `Add "${field}", or say with which procedures this one runs (runs-with).`,
    }));
}

/** What is plain of an obligation whatever else is wrong in it. */
function findingsAsWritten({ id, examples = [] }: Fields, place: number, ids: readonly unknown[]): Finding[] {
  return [
    ...(typeof id === "string" && ids.indexOf(id) < place
      ? [{ path: ["obligations", place, "id"], mend: "Give each obligation its own id." }]
      : []),
    ...(Array.isArray(examples) && !areEnough(examples)
      ? [
          {
            path: ["obligations", place, "examples"],
            mend: "Give at least three worked examples with literal dates, one of them a boundary (boundary: true).",
          },
        ]
      : []),
  ];
}

function areEnough(examples: readonly unknown[]): boolean {
  return examples.length >= 3 && examples.some((each) => isFields(each) && each["boundary"] === true);
}

function findingsOfRule(
  { file, findings }: Parts,
  rule: Obligation,
  place: number,
  ids: readonly unknown[],
): Finding[] {
  const own = [
    ...endFindings(rule),
    ...enquiryFindings(rule),
    ...latenessFindings(rule, file?.obligations ?? [], ids),
  ].map(([field, mend]) => ({ path: ["obligations", place, field], mend }));
  const histories = file?.histories ?? {};
  const unknown = rule.examples.findIndex(
    ({ after }) => after !== undefined && !Object.hasOwn(histories, after),
  );
  if (unknown < 0 || findings.some(({ path }) => path[0] === "histories")) return own;
  const mend = `Use one of the histories: ${Object.keys(histories).join(", ")}.`;
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

function latenessFindings(
  rule: Obligation,
  all: readonly Obligation[],
  ids: readonly unknown[],
): FieldFinding[] {
  const named = rule.starts.startsWhenLate;
  if (rule.starts.starts.length + named.length === 0) return [["starts", "Name what starts it."]];
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    return [
      ["starts", `There is no obligation "${unknown}" in this file whose lateness could start this one.`],
    ];
  const other = named.find((id) => all.some((each) => each.id === id && each.about !== rule.about));
  if (other !== undefined)
    return [
      [
        "starts",
        `"${other}" and "${rule.id}" are not about the same: the one is not read in the other's history.`,
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
