import type { Move } from "./moves.ts";
import type { Rule, Suspension } from "./procedure.ts";

/** A time in which something suspended its acts: from the fact that brought it until the fact that ended it. */
export type Pause = { suspension: Suspension; from: Move; until: Move | undefined };

const never: readonly Pause[] = [];

/** Every time in this history in which a suspension of its plan held, in the order in which they began. */
export function pausesIn(moves: readonly Move[]): readonly Pause[] {
  if (moves.every(({ passage }) => passage.to.suspended.length === 0)) return never;
  const pauses: Pause[] = [];
  let before: readonly Suspension[] = [];
  for (const move of moves) {
    const { suspended } = move.passage.to;
    if (suspended === before) continue;
    for (const pause of pauses)
      if (pause.until === undefined && !suspended.includes(pause.suspension)) pause.until = move;
    for (const suspension of suspended)
      if (!before.includes(suspension)) pauses.push({ suspension, from: move, until: undefined });
    before = suspended;
  }
  return pauses;
}

/** If what one procedure suspends stops a rule, by whichever procedure it is. */
export function stops({ acts, procedure }: Suspension, { act, prevailsOver }: Rule): boolean {
  return acts.includes(act) && prevailsOver !== "all" && !prevailsOver.includes(procedure);
}
