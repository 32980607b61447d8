import { befallingAfter, type Coming, factsOfTurn } from "../lives/index.ts";
import { type CaseFact, nextStepOf } from "../procedures/index.ts";
import { countCase, isOpen } from "./cases-counted.ts";
import {
  beginNext,
  type Course,
  courseOf,
  endTask,
  isCounted,
  layOnPile,
  spend,
  type Turn,
  turnLife,
  type Year,
} from "./course.ts";
import { type Life, obligationsIn, type Task } from "./life.ts";
import { mostTries, nextTry } from "./plan.ts";
import { type Tally, weekOf } from "./tally.ts";
import { dayAt, endOfWeek } from "./weeks.ts";

/** What comes of a year: what was counted, the weeks of it, and how its open cases stand. */
export type YearLived = {
  tally: Tally;
  mondays: readonly Temporal.PlainDate[];
  open: number;
  openWithoutNextStep: number;
};

/**
 * Lives the year of these children by the procedures: something befalls a child, or somebody whose time has come does a
 * duty. Roles with a staffing work off what waits, the most urgent first; the others do each thing when they mean to.
 * `progress` is told the moment now and then. Throws CalendarTooShort and NoTermDates.
 */
export function simulateYear(
  lives: readonly (readonly [Life, readonly Coming[]])[],
  year: Year,
  progress: (at: Temporal.Instant) => void = () => {},
): YearLived {
  const course = courseOf(year);
  const { turns, put, mondays, tally, ends } = course;
  for (const [life, beginning] of lives)
    for (const coming of beginning) put({ sort: "befalls", at: coming.at.epochMilliseconds, life, coming });
  for (const [week, monday] of mondays.entries())
    put({ sort: "week-ends", at: Math.min(endOfWeek(monday), ends), week });
  let count = 0;
  for (let turn = turns.take(); turn && turn.at <= ends; turn = turns.take()) {
    if (count++ % 500 === 0) progress(instant(turn.at));
    take(course, turn);
  }
  const everyLife = lives.map(([life]) => life);
  for (const { tasks } of everyLife)
    for (const task of tasks.values()) if (task.dueAt < ends) endTask(course, task, ends);
  const open = everyLife.filter(({ facts }) => isOpen(facts));
  const forgotten = open.filter((life) => nextStepOf(obligationsIn(life, year, ends)) === undefined);
  return { tally, mondays, open: open.length, openWithoutNextStep: forgotten.length };
}

function take(course: Course, turn: Turn): void {
  const { at } = turn;
  switch (turn.sort) {
    case "befalls":
      befall(course, turn.life, turn.coming, at);
      break;
    case "lapses":
      turnLife(course, turn.life, at);
      break;
    case "meant": {
      const { task } = turn;
      if (task.stands !== "planned") break;
      const desk = course.desks.get(task.duty.role);
      if (desk) layOnPile(course, task, desk, at);
      else act(course, task, at);
      break;
    }
    case "done": {
      const { task, desk } = turn;
      desk.busy = false;
      // Whoever is on the way when it becomes needless has still spent the time.
      if (task.stands === "begun") act(course, task, at);
      else spend(course, task, at);
      beginNext(course, desk, at);
      break;
    }
    case "week-ends":
      for (const [role, left] of course.waiting) weekOf(course.tally, role, turn.week).waiting = left;
  }
}

function befall(course: Course, life: Life, befalls: Coming, at: number): void {
  const { procedures } = course.year;
  const turn = { at: instant(at), befalls };
  const made = factsOfTurn(turn, life.pupil, pastOf(life), { procedures, chance: life.draws("befalls") });
  if (made.length > 0) add(course, life, made, at);
}

function act(course: Course, task: Task, at: number): void {
  const { life, duty } = task;
  const { procedures } = course.year;
  spend(course, task, at);
  task.tries++;
  const turn = { at: instant(at), does: duty };
  const chance = life.draws(`does ${duty.act}`);
  add(course, life, factsOfTurn(turn, life.pupil, pastOf(life), { procedures, chance }), at);
  if (task.stands === "over" || task.tries >= mostTries) return;
  task.stands = "planned";
  const again = nextTry(at, course.office, life.draws(`again ${duty.act}`));
  course.put({ sort: "meant", at: again, task });
}

type Past = Parameters<typeof factsOfTurn>[2];

/** Its facts as a past: who made each does not matter here. */
function pastOf({ facts }: Life): Past {
  return facts as unknown as Past;
}

function add(course: Course, life: Life, made: Past, at: number): void {
  for (const fact of made) {
    const { happenedAt } = fact;
    life.facts.push({ ...fact, id: life.facts.length + 1, madeAt: happenedAt } as unknown as CaseFact);
    const after = { pupil: life.pupil, day: dayAt(at), chance: life.draws(`after ${fact.kind}`) };
    for (const coming of befallingAfter(fact, after))
      course.put({ sort: "befalls", at: coming.at.epochMilliseconds, life, coming });
    if (isCounted(course, at)) countCase(course.tally, life);
  }
  turnLife(course, life, at);
}

function instant(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at);
}
