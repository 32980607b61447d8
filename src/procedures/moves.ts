import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { turnsThePage } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";

/** One fact of a history, and what it leaves behind. */
export type Move = {
  fact: CaseFact;
  after: Circumstances;
  /** The circumstances that it changed; always the same list for the same ones. */
  changed: readonly Circumstance[];
  /** If it ended one stretch of work on the child. */
  turnsPage: boolean;
};

const names = Object.keys(atFirst) as Circumstance[];

const none: readonly Circumstance[] = [];
const sets = new Map<number, readonly Circumstance[]>();

/** The same list for the same circumstances (one bit each; there are fewer than 32), so that it can be looked up by. */
function changesFrom(was: Circumstances, after: Circumstances): readonly Circumstance[] {
  let bits = 0;
  for (const [place, name] of names.entries()) if (after[name] !== was[name]) bits |= 1 << place;
  const known = sets.get(bits) ?? names.filter((_, place) => bits & (1 << place));
  sets.set(bits, known);
  return known;
}

/** A history fact by fact, worked out once for all the rules that are read in it. */
export function movesOf(history: readonly CaseFact[]): Move[] {
  let before = atFirst;
  return history.map((fact) => {
    const was = before;
    before = circumstancesAfter(was, fact);
    const after = before;
    const changed = after === was ? none : changesFrom(was, after);
    return { fact, after, changed, turnsPage: turnsThePage(fact, was) };
  });
}
