import { holds } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import type { Rule, Suspension } from "./procedure.ts";

/** A time in which something suspended its acts: from the fact that brought it until the fact that ended it. */
export type Pause = { suspension: Suspension; from: CaseFact; until: CaseFact | undefined };

/** Every time in this history in which one of these suspensions held, in the order in which they began. */
export function pausesIn(suspensions: readonly Suspension[], moves: readonly Move[]): Pause[] {
  const pauses: Pause[] = [];
  const running = new Map<Suspension, Pause>();
  for (const [place, { fact, after, changed }] of moves.entries()) {
    if (changed.length === 0 && place > 0) continue;
    for (const suspension of suspensions) {
      const pause = running.get(suspension);
      if (holds(suspension, after) === (pause !== undefined)) continue;
      if (pause) {
        pause.until = fact;
        running.delete(suspension);
      } else {
        const begun: Pause = { suspension, from: fact, until: undefined };
        running.set(suspension, begun);
        pauses.push(begun);
      }
    }
  }
  return pauses;
}

/** If what one procedure suspends stops a rule, by whichever procedure it is. */
export function stops({ acts, procedure }: Suspension, { act, prevailsOver }: Rule): boolean {
  return acts.includes(act) && prevailsOver !== "all" && !prevailsOver.includes(procedure);
}
