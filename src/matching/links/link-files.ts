import {
  answers,
  type ColumnMap,
  type FieldEvidence,
  fieldEvidenceOf,
  type LinkageModel,
  type LoadedLists,
  linkLists,
  loadLists,
} from "../linkage/index.ts";
import { mayBeSiblings } from "../siblings.ts";
import type { Answer } from "./link.ts";

/** Enough for a list of a large county; what does not fit is spilt into the folder. */
const loaderMegabytes = 500;
const answerOf: Record<(typeof answers)[number], Answer> = {
  linked: "linked",
  "to be confirmed": "to-be-confirmed",
};

export type FilesToLink = {
  folder: string;
  map: ColumnMap;
  /** With one file, its rows are compared with each other. */
  files: { left: string; right: string | undefined };
  /** Pairs of which a person has said that they are two children, as `right left`. */
  apart: ReadonlySet<string>;
  /** The model to weigh by; undefined where one is to be learnt. */
  modelFor: (rows: { left: number; right: number }) => LinkageModel | undefined;
};

/** A pair by the ids in the files; its evidence adds up to its weight in bits. */
export type PairFound = {
  left: string;
  right: string;
  weight: number;
  probability: number;
  answer: Answer;
  evidence: FieldEvidence[];
};

/** Links the rows of two files by their ids, or of one. Answers the pairs and the model by which they were weighed. [A11] */
export async function linkFiles({ folder, map, files, apart, modelFor }: FilesToLink): Promise<{
  found: PairFound[];
  model: LinkageModel | undefined;
  rows: { left: number; right: number };
}> {
  const lists = await loadLists(map, { ...files, folder, megabytes: loaderMegabytes });
  const rejected = lists.rejected.left.length + lists.rejected.right.length;
  // The files are PostgreSQL's own: a row that is not read would lose its links without a word.
  if (rejected > 0) throw new Error(`${rejected} rows of the database's own files could not be read.`);
  const rows = { left: lists.left.length, right: lists.right.length };
  if (rows.left === 0 || rows.right === 0) return { found: [], model: undefined, rows };
  const idsOf = ({ order, ids }: LoadedLists["left"]) => Array.from(order, (row) => ids.of(row));
  const left = idsOf(lists.left);
  const right = lists.isOneList ? left : idsOf(lists.right);
  const areApart = (one: number, other: number) =>
    apart.has(`${right[other]} ${left[one]}`) ||
    (lists.isOneList && apart.has(`${left[one]} ${right[other]}`));
  const linked = await linkLists(map, lists, modelFor(rows), () => {}, {
    areApart: apart.size > 0 ? areApart : undefined,
  });
  const { links, model } = linked;
  const found = Array.from({ length: links.length }, (_, at): PairFound => {
    const evidence = fieldEvidenceOf(lists, linked, at);
    const answer = answerOf[answers[links.answer[at] ?? 0] ?? "to be confirmed"];
    return {
      left: left[links.left[at] as number] ?? "",
      right: right[links.right[at] as number] ?? "",
      weight: rounded(links.weight[at], 2),
      probability: rounded(links.probability[at], 6),
      answer: answer === "linked" && mayBeSiblings(evidence) ? "to-be-confirmed" : answer,
      evidence,
    };
  });
  return { found, model, rows };
}

function rounded(number: number | undefined, places: number): number {
  return Number((number ?? 0).toFixed(places));
}
