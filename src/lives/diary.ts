import type { PastFact } from "../cases/index.ts";
import type { Obligation, Procedure, ProcedureAct } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";
import { type Coming, soonestOf } from "./coming.ts";
import { atWork, isAfter } from "./office-hours.ts";

/** What is next: something befalls the child, somebody does a duty, or a duty lapses whose lateness begins another. */
export type Turn = { at: Temporal.Instant } & (
  | { befalls: Coming }
  | { does: Obligation }
  | { lapses: Obligation }
);

/** When whoever owes each duty means to do it; undefined for never. */
export type Diary = Map<string, Temporal.Instant | undefined>;

/** A life up to a moment: what has happened, what is coming, and by what procedures. */
type Life = {
  moment: Temporal.Instant;
  facts: readonly PastFact[];
  coming: readonly Coming[];
  procedures: readonly Procedure[];
  chance: Chance;
};

/** The next turn after a moment. What is owed for the first time is put into the diary. */
export function nextTurn(diary: Diary, owed: readonly Obligation[], life: Life): Turn | undefined {
  const { moment, facts, coming, procedures, chance } = life;
  const turns: Turn[] = coming.map((befalls) => ({ at: befalls.at, befalls }));
  for (const duty of owed) {
    const key = keyOf(duty);
    if (!diary.has(key)) {
      const isUndone = isLeftUndone(duty.act, facts[duty.startedBy - 1], life);
      diary.set(key, isUndone ? undefined : whenMeant(duty, moment, chance));
    }
    const at = diary.get(key);
    if (at) turns.push({ at, does: duty });
    const lapsesAt = duty.dueAt.add({ minutes: 1 });
    if (isAfter(lapsesAt, moment) && beginsByLateness(procedures).has(duty.id))
      turns.push({ at: lapsesAt, lapses: duty });
  }
  return soonestOf(turns);
}

/** Strikes out a duty that was done: if that did not end it, somebody else must. */
export function strikeOut(diary: Diary, duty: Obligation): void {
  diary.set(keyOf(duty), undefined);
}

function keyOf({ procedure, id, startedBy }: Obligation): string {
  return `${procedure} ${id} ${startedBy}`;
}

/** If it stays undone: nobody learns why a missing child is absent, and few parents prove anything. */
export function isLeftUndone(
  act: ProcedureAct,
  begunBy: Pick<PastFact, "kind"> | undefined,
  { coming, chance }: Pick<Life, "coming" | "chance">,
): boolean {
  switch (act) {
    case "explain-absence":
      return begunBy?.kind === "absence-began";
    case "show-suitable-education":
      return chance() < 0.7;
    case "remove-from-roll":
      // The school's own list tells the day on which it did so.
      return coming.some(({ only }) => only === "before-removal");
    default:
      return false;
  }
}

/** Mostly between now and the due moment, towards its end where there are weeks; now and then up to ten days after it. */
function whenMeant({ dueAt }: Obligation, moment: Temporal.Instant, chance: Chance): Temporal.Instant {
  const left = Math.max(dueAt.epochMilliseconds - moment.epochMilliseconds, 0);
  // What must be done today is done.
  const isLate = left === 0 || (left > day && chance() < 0.16);
  const late = isLate ? chance() * 10 * day : 0;
  const earliest = left > 14 * day ? 0.7 : 0.25;
  const meant = moment.add({
    milliseconds: Math.floor(left * (earliest + (1 - earliest) * chance()) + late),
  });
  const at = atWork(meant, chance, moment);
  return isLate || !isAfter(at, dueAt) ? at : moment.add({ milliseconds: Math.floor(left * 0.9) });
}

const day = 86_400_000;

/** The duties whose lateness begins another. */
export function beginsByLateness(procedures: readonly Procedure[]): ReadonlySet<string> {
  const found =
    known.get(procedures) ??
    new Set(procedures.flatMap(({ rules }) => rules.flatMap(({ startsWhenLate }) => startsWhenLate)));
  known.set(procedures, found);
  return found;
}

const known = new WeakMap<readonly Procedure[], ReadonlySet<string>>();
