import { dayOf } from "../calendar/index.ts";
import type { PastFact } from "../cases/index.ts";
import type { Procedure } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";
import { mayCome } from "./coming.ts";
import type { Turn } from "./diary.ts";
import { type Made, ruleOf } from "./doing.ts";
import { type Leaver, personFor } from "./missing-pupil.ts";
import { ways } from "./ways.ts";

/** The facts that a turn makes, each by whoever owes the duty or would know. */
export function factsOfTurn(
  turn: Turn,
  pupil: Leaver,
  facts: readonly PastFact[],
  { procedures, chance }: { procedures: readonly Procedure[]; chance: Chance },
): PastFact[] {
  const fact = ({ by, ...made }: Made) =>
    ({ ...made, happenedAt: turn.at, madeBy: personFor(pupil, by) }) as PastFact;
  if ("befalls" in turn) return mayCome(turn.befalls, facts) ? turn.befalls.made.map(fact) : [];
  if ("lapses" in turn) return [];
  const owed = turn.does;
  const rule = ruleOf(procedures, owed);
  if (rule === undefined) return [];
  const doing = { owed, rule, begunBy: facts[owed.startedBy - 1], pupil, facts, day: dayOf(turn.at), chance };
  return ways[owed.act](doing).map((made) => fact({ by: owed.role, ...made }));
}
