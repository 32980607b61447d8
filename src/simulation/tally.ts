import type { Role } from "../access/roles.ts";
import type { Obligation, ProcedureAct } from "../procedures/index.ts";
import type { Task } from "./life.ts";

/** What came of the deadlines of one obligation, counted where they fell due or were met in the year. */
export type Kept = {
  procedure: string;
  obligation: string;
  asks: string;
  role: Role;
  inTime: number;
  /** Done late, or not at all, because the people of the role had other work. */
  missed: number;
  /** Late whoever works: it could not be done in time, or nobody can. */
  lateAnyway: number;
  /** From the moment on which each was owed until it was done, in days. */
  daysUntilDone: number[];
};

/** The work of one role in one week, in minutes. */
export type WeekOfWork = { done: number; waiting: number };

/** What is counted while a year is lived. */
export type Tally = {
  kept: Map<string, Kept>;
  work: Map<Role, WeekOfWork[]>;
  acts: Map<ProcedureAct, number>;
  /** How long each case that was closed had been open, in days, and each first visit after its opening. */
  daysToClose: number[];
  daysToVisit: number[];
  opened: number;
  closed: number;
};

export function emptyTally(): Tally {
  return {
    ...{ kept: new Map(), work: new Map(), acts: new Map() },
    ...{ daysToClose: [], daysToVisit: [], opened: 0, closed: 0 },
  };
}

/** Counts that a role worked so many minutes in a week, counted from 0. */
export function countWork(tally: Tally, role: Role, act: ProcedureAct, minutes: number, week: number): void {
  weekOf(tally, role, week).done += minutes;
  tally.acts.set(act, (tally.acts.get(act) ?? 0) + 1);
}

/** The work of a role in a week, to be added to. */
export function weekOf(tally: Tally, role: Role, week: number): WeekOfWork {
  const weeks = tally.work.get(role) ?? [];
  tally.work.set(role, weeks);
  while (weeks.length <= week) weeks.push({ done: 0, waiting: 0 });
  return weeks[week] as WeekOfWork;
}

/** Counts how a task ended. `byStaff`: if it is the people's work that decided when. */
export function countKept(tally: Tally, { duty, dueAt }: Task, endedAt: number, byStaff: boolean): void {
  const kept = keptOf(tally, duty);
  if (duty.metAt) kept.daysUntilDone.push((endedAt - duty.startedAt.epochMilliseconds) / 86_400_000);
  if (endedAt <= dueAt) {
    if (duty.metAt) kept.inTime++;
  } else if (byStaff) kept.missed++;
  else kept.lateAnyway++;
}

function keptOf(tally: Tally, { procedure, id, asks, role }: Obligation): Kept {
  const key = `${procedure} ${id} ${role}`;
  const known = tally.kept.get(key) ?? {
    ...{ procedure, obligation: id, asks, role },
    ...{ inTime: 0, missed: 0, lateAnyway: 0, daysUntilDone: [] },
  };
  tally.kept.set(key, known);
  return known;
}
