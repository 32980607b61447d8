import type { Moment } from "./due.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Dated } from "./history.ts";
import type { Passage, Plan } from "./plan.ts";

/** One fact of a history, and what it does there. */
export class Move implements Moment {
  readonly fact: CaseFact;
  readonly ms: number;
  readonly passage: Passage;

  constructor({ fact, ms }: Dated, passage: Passage) {
    this.fact = fact;
    this.ms = ms;
    this.passage = passage;
  }

  get at(): Temporal.Instant {
    return this.fact.happenedAt;
  }
}

/** A history fact by fact, as all the rules of a plan read it. */
export function movesOf(plan: Plan, history: readonly Dated[]): Move[] {
  let scene = plan.first;
  return history.map((dated) => {
    const passage = plan.passageFrom(scene, dated.fact);
    scene = passage.to;
    return new Move(dated, passage);
  });
}
