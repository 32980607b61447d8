import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { turnsThePage } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";

/** One fact of a history, and what it leaves behind. */
export type Move = {
  fact: CaseFact;
  after: Circumstances;
  /** The circumstances that it changed. */
  changed: readonly Circumstance[];
  /** If it ended one stretch of work on the child. */
  turnsPage: boolean;
};

const names = Object.keys(atFirst) as Circumstance[];

/** A history fact by fact, worked out once for all the rules that are read in it. */
export function movesOf(history: readonly CaseFact[]): Move[] {
  let before = atFirst;
  return history.map((fact) => {
    const was = before;
    before = circumstancesAfter(was, fact);
    const after = before;
    const changed = after === was ? [] : names.filter((name) => after[name] !== was[name]);
    return { fact, after, changed, turnsPage: turnsThePage(fact, was) };
  });
}
