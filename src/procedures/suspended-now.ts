import type { CaseFact } from "./fact-kinds.ts";
import { datedHistoryOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import type { CaseAsked } from "./obligations.ts";
import { pausesIn } from "./pauses.ts";
import { planFor } from "./plan.ts";
import type { Suspension } from "./procedure.ts";
import { versionsOn } from "./versions-on.ts";

/** What suspends acts in a case now, by whichever of its procedures, and since which fact. */
export function suspendedNow({
  procedures,
  facts,
  now,
}: Pick<CaseAsked, "procedures" | "facts" | "now">): { suspension: Suspension; from: CaseFact }[] {
  const history = datedHistoryOf(facts, now.epochMilliseconds);
  const [first] = history;
  if (first === undefined) return [];
  const plan = planFor(versionsOn(procedures, first.ms), "child");
  return pausesIn(movesOf(plan, history))
    .filter(({ until }) => until === undefined)
    .map(({ suspension, from }) => ({ suspension, from: from.fact }));
}
