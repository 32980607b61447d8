import { historyOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import { type CaseAsked, versionsOn } from "./obligations.ts";
import { type Pause, pausesIn } from "./pauses.ts";

/** What suspends acts in a case now, by whichever of its procedures, and since which fact. */
export function suspendedNow({
  procedures,
  facts,
  now,
}: Pick<CaseAsked, "procedures" | "facts" | "now">): Pause[] {
  const history = historyOf(facts, now);
  const [first] = history;
  if (first === undefined) return [];
  const suspensions = versionsOn(procedures, first.happenedAt).flatMap(({ suspends }) => suspends);
  return pausesIn(suspensions, movesOf(history)).filter(({ until }) => until === undefined);
}
