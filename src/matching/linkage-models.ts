import type { LinkageModel } from "./linkage/index.ts";
import { childrenAgainstList, type LinkedList } from "./linked-fields.ts";

/** A model as it is kept: of which list, and learnt from how many of its rows. */
export type KeptModel = {
  id: number;
  list: LinkedList | "no-child";
  version: number;
  rowsOfList: number;
  weights: LinkageModel;
};

/** A list shorter than this teaches too little: it is weighed by what the authority's longest list has taught. */
export const rowsThatTeach = 300;

/**
 * The kept model by which a list is weighed; undefined where one is to be learnt from it now. That is only where a list
 * long enough has none of its own yet, where the authority has none at all, or where somebody asked to relearn. [A11]
 */
export function modelToUse(
  kept: readonly KeptModel[],
  { list, rows, relearn }: { list: KeptModel["list"]; rows: number; relearn: boolean },
): KeptModel | undefined {
  const latest = latestOfEachList(kept);
  const teaches = rows >= rowsThatTeach && list !== "no-child";
  const own = latest.find((model) => model.list === list && model.rowsOfList >= rowsThatTeach);
  if (own && !(relearn && teaches)) return own;
  return teaches ? undefined : latest[0];
}

/** Of an authority's kept models the one that its longest list has taught; undefined where no list was long enough. [A11] */
export function longestTaught<Kept extends KeptModel>(kept: readonly Kept[]): Kept | undefined {
  const taught = kept.filter(({ list, rowsOfList }) => list !== "no-child" && rowsOfList >= rowsThatTeach);
  return latestOfEachList(taught)[0];
}

/** The latest version of each list's model, the longest list's first. */
function latestOfEachList<Kept extends KeptModel>(kept: readonly Kept[]): Kept[] {
  return Map.groupBy(
    kept.filter(({ weights }) => fits(weights)),
    (model) => model.list,
  )
    .values()
    .map((versions) => versions.reduce((one, other) => (other.version > one.version ? other : one)))
    .toArray()
    .toSorted((a, b) => b.rowsOfList - a.rowsOfList);
}

/** Whether a model is of the columns that are compared today. */
function fits({ fields }: LinkageModel): boolean {
  const { columns } = childrenAgainstList;
  return (
    fields.length === columns.length &&
    fields.every(({ name, type }, at) => name === columns[at]?.name && type === columns[at]?.type)
  );
}
