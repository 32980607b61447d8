import type { Obligation } from "./obligation.ts";
import { type CaseAsked, obligationsOf } from "./obligations.ts";
import type { Procedure } from "./procedure.ts";

/** A case whose deadlines are asked about, with whatever name the asker knows it by. */
export type CaseToSwitch<Name> = Pick<CaseAsked, "facts" | "calendars" | "place"> & { case: Name };

/**
 * What becomes of one open deadline when its case is switched to another version: it moves to another moment, it passes
 * to another owner, it appears, or it goes. `was` is missing for what appears, `is` for what goes.
 */
export type DeadlineMoved<Name> = {
  case: Name;
  obligation: string;
  clause: string;
  change: "moves" | "passes" | "appears" | "goes";
  was: Obligation | undefined;
  is: Obligation | undefined;
};

/**
 * Every open deadline of these cases (waiting, open, due soon or overdue at `now`) that would not be the same under the
 * new version, case by case. A case keeps the version that was in force when its clock started, so this says what would
 * happen if it were switched; nothing is. Pure and one case at a time, so that a register can be asked in pages.
 * Throws CalendarTooShort or NoTermDates when a deadline cannot be counted.
 */
export function* deadlinesMoved<Name>(
  cases: Iterable<CaseToSwitch<Name>>,
  { from, to, now }: { from: Procedure; to: Procedure; now: Temporal.Instant },
): Generator<DeadlineMoved<Name>> {
  for (const { case: name, ...asked } of cases) {
    const before = openIn({ ...asked, procedures: [from], now });
    const after = openIn({ ...asked, procedures: [to], now });
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(key), after.get(key)];
      const change = changeOf(was, is);
      const known = is ?? was;
      if (change !== undefined && known !== undefined)
        yield { case: name, obligation: known.id, clause: known.clause, change, was, is };
    }
  }
}

/** The open deadlines of a case, each by its duty and the fact that began it. */
function openIn(asked: CaseAsked): Map<string, Obligation> {
  const open = obligationsOf(asked).filter(({ state }) => !over.includes(state));
  return new Map(open.map((each) => [`${each.id} ${each.startedBy}`, each]));
}

const over: readonly Obligation["state"][] = ["met", "met-late", "no-longer-needed"];

function changeOf(
  was: Obligation | undefined,
  is: Obligation | undefined,
): DeadlineMoved<unknown>["change"] | undefined {
  if (was === undefined) return "appears";
  if (is === undefined) return "goes";
  if (!was.dueAt.equals(is.dueAt)) return "moves";
  return was.role === is.role ? undefined : "passes";
}
