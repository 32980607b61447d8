import { acts } from "./acts.ts";
import type { Finding } from "./mistakes.ts";
import type { ProcedureFile } from "./procedure-file.ts";

type Obligation = ProcedureFile["obligations"][number];

/** What no single field of a procedure file shows: names used twice, an act that its own end does not record, too few examples. */
export function findingsIn(file: ProcedureFile): Finding[] {
  return file.obligations.flatMap((rule, place) => {
    const twice = file.obligations.findIndex((each) => each.id === rule.id) < place;
    const own = [
      ...(twice ? [["id", "Give each obligation its own id."] as const] : []),
      ...endFindings(rule),
      ...enquiryFindings(rule),
      ...exampleFindings(rule),
    ].map(([field, mend]) => ({ path: ["obligations", place, field], mend }));
    const unknown = rule.examples.findIndex(
      ({ after }) => after !== undefined && !Object.hasOwn(file.histories, after),
    );
    if (unknown < 0) return own;
    const mend = `Use one of the histories: ${Object.keys(file.histories).join(", ")}.`;
    return [...own, { path: ["obligations", place, "examples", unknown, "after"], mend }];
  });
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
    starts.every(({ kind }) => kind === "enquiry-sent") &&
    ends.every(({ kind }) => kind === "enquiry-answered");
  if (!each || asksAndHears) return [];
  return [
    [
      "each",
      "Only what starts with enquiry-sent and ends with enquiry-answered can be owed for each enquiry.",
    ],
  ];
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
