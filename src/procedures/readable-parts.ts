import { type Finding, findingsOf } from "./mistakes.ts";
import { type ProcedureFile, procedureFile } from "./procedure-file.ts";

/** Fields by their names, as a file writes them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What can be read of a procedure file whatever mistakes of shape are in it, so that one reading shows the others too. */
export type Parts = {
  written: Fields;
  findings: readonly Finding[];
  /** The file without the fields at its head and the obligations that have a mistake; undefined when too little is left. */
  file: ProcedureFile | undefined;
  /** Where the obligations that are left stand among all of them. */
  places: readonly number[];
};

/** In the place of what a file must have at its head and has wrong. Nothing is said of it. */
const standIns = { procedure: "unnamed", title: "Unnamed", version: "0", "in-force-from": "2000-01-01" };

/** Reads the fields of a procedure file. Answers with one finding for a file that has no fields at all. */
export function readParts(written: unknown): Parts | Finding {
  if (!isFields(written)) return { path: [], mend: noFields(written) };
  const { obligations } = written;
  const read = procedureFile.safeParse(written, { reportInput: true });
  if (read.success)
    return { written, findings: [], file: read.data, places: [...read.data.obligations.keys()] };
  const findings = read.error.issues.flatMap(findingsOf);
  const amiss = new Set(findings.map(({ path }) => path[0]));
  const head = Object.entries(written).filter(([field]) => !amiss.has(field));
  if (!Array.isArray(obligations)) return { written, findings, file: undefined, places: [] };
  const amissAt = new Set(findings.flatMap(({ path }) => (path[0] === "obligations" ? path[1] : [])));
  const places = [...obligations.keys()].filter((place) => !amissAt.has(place));
  const left = procedureFile.safeParse({
    ...standIns,
    ...Object.fromEntries(head),
    obligations: places.map((place) => obligations[place]),
  });
  return { written, findings, file: left.data, places };
}

/** If something written is fields with values. */
export function isFields(written: unknown): written is Fields {
  return typeof written === "object" && written !== null && !Array.isArray(written);
}

function noFields(written: unknown): string {
  const wanted =
    'Write the fields of a procedure, each with its value: "procedure: its-name", "title: ..." and so on';
  if (written === undefined || written === null) return `${wanted}. The file is empty.`;
  return `${wanted}. Here is ${Array.isArray(written) ? "a list" : "one text"} instead.`;
}
