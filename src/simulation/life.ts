import type { Calendars } from "../calendar/index.ts";
import type { Chance, Leaver } from "../lives/index.ts";
import {
  type CaseFact,
  isOwedNow,
  type Obligation,
  obligationsOf,
  type Procedure,
} from "../procedures/index.ts";

/** A child's life as far as it has been lived, and what is owed in it now. */
export type Life = {
  /** Its place among the lives of the year. */
  number: number;
  pupil: Leaver;
  draws: (what: string) => Chance;
  facts: CaseFact[];
  tasks: Map<string, Task>;
};

/** One duty that somebody has to do, once. Moments are in milliseconds. */
export type Task = {
  life: Life;
  key: string;
  duty: Obligation;
  dueAt: number;
  /** When whoever owes it means to do it; undefined where nobody can. */
  meantAt: number | undefined;
  /** How often it was done without ending the duty. */
  tries: number;
  /** Waiting: it is time to do it, and nobody has begun. Over: it is owed no longer. */
  stands: "planned" | "waiting" | "begun" | "over";
};

/** What a life is lived by. */
export type Ground = { procedures: readonly Procedure[]; calendars: Calendars };

/** Everything that is owed, was owed or is owed no longer in a life at a moment. */
export function obligationsIn(life: Life, { procedures, calendars }: Ground, at: number): Obligation[] {
  const now = Temporal.Instant.fromEpochMilliseconds(at);
  return obligationsOf({ procedures, calendars, facts: life.facts, place: life.pupil, now });
}

/**
 * Brings the tasks of a life up to what is owed now: answers with those that are new and those that are over. A duty that
 * is suspended is nobody's task until it is owed again.
 */
export function turnTasks(life: Life, ground: Ground, at: number): { begun: Task[]; over: Over[] } {
  const begun: Task[] = [];
  const obligations = obligationsIn(life, ground, at);
  const owed = new Set<string>();
  const over: Over[] = [];
  for (const duty of obligations) {
    const key = `${duty.procedure} ${duty.id} ${duty.startedBy}`;
    const task = life.tasks.get(key);
    if (isOwedNow(duty)) {
      owed.add(key);
      const dueAt = duty.dueAt.epochMilliseconds;
      if (task) Object.assign(task, { duty, dueAt });
      else {
        const made: Task = { life, key, duty, dueAt, meantAt: undefined, tries: 0, stands: "planned" };
        life.tasks.set(key, made);
        begun.push(made);
      }
    } else if (task) {
      task.duty = duty;
    }
  }
  for (const [key, task] of life.tasks)
    if (!owed.has(key)) {
      life.tasks.delete(key);
      over.push({ task, suspended: task.duty.state === "suspended" });
    }
  return { begun, over };
}

/** A task that is owed no longer: done, needless, or suspended until it is owed again. */
export type Over = { task: Task; suspended: boolean };
