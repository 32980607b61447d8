import type { Role } from "../access/roles.ts";
import { dueMomentOf, startOf } from "../calendar/index.ts";
import { beginsByLateness, type Coming, isLeftUndone } from "../lives/index.ts";
import { type Desk, deskOf, endOfWork, takeMostUrgent } from "./desk.ts";
import { type Ground, type Life, type Task, turnTasks } from "./life.ts";
import type { MinutesPerAct } from "./minutes-per-act.ts";
import { type OfficeTime, officeTimeOf } from "./office-time.ts";
import { meantMoment } from "./plan.ts";
import { type SoonestQueue, soonestQueue } from "./soonest-queue.ts";
import type { Staffing } from "./staffing.ts";
import { countKept, countWork, emptyTally, type Tally } from "./tally.ts";
import { mondaysOf, weekOfMoment } from "./weeks.ts";

/** A year to be lived: by which procedures, with how many people, and between which days it is counted. */
export type Year = Ground & {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  staffing: Staffing;
  minutes: MinutesPerAct;
};

/** What happens next somewhere. Moments are in milliseconds; of two at one moment the one that was put in first comes first. */
export type Turn = { at: number } & (
  | { sort: "befalls"; life: Life; coming: Coming }
  | { sort: "meant"; task: Task }
  | { sort: "lapses"; life: Life }
  | { sort: "done"; task: Task; desk: Desk }
  | { sort: "week-ends"; week: number }
);

/** A year on its course: what is still to come, who works, and what was counted so far. */
export type Course = {
  year: Year;
  office: OfficeTime;
  desks: ReadonlyMap<Role, Desk>;
  turns: SoonestQueue<Turn & { order: number }>;
  put(turn: Turn): void;
  mondays: readonly Temporal.PlainDate[];
  begins: number;
  ends: number;
  tally: Tally;
  /** The minutes of work that wait at each desk. */
  waiting: Map<Role, number>;
};

/** The course of a year before anything has happened in it. */
export function courseOf(year: Year): Course {
  const turns = soonestQueue<Turn & { order: number }>(
    (one, other) => one.at - other.at || one.order - other.order,
  );
  let order = 0;
  return {
    ...{ year, turns, tally: emptyTally(), waiting: new Map(), mondays: mondaysOf(year) },
    put: (turn) => turns.put({ ...turn, order: order++ }),
    office: officeTimeOf(year.calendars),
    desks: new Map([...year.staffing].map(([role, people]) => [role, deskOf(people)])),
    begins: startOf(year.from).epochMilliseconds,
    ends: dueMomentOf(year.to).epochMilliseconds,
  };
}

/** If a moment is among the days that are counted. */
export function isCounted({ begins, ends }: Course, at: number): boolean {
  return at >= begins && at <= ends;
}

/** Counts the time that an act took, where it was done on a day that is counted. */
export function spend(course: Course, { duty }: Task, at: number): void {
  const minutes = course.year.minutes.acts[duty.act];
  if (isCounted(course, at))
    countWork(course.tally, duty.role, duty.act, minutes, weekOfMoment(at, course.mondays));
}

/** After something happened in a life: what is owed now is planned, what is over is counted. */
export function turnLife(course: Course, life: Life, at: number): void {
  const { begun, over } = turnTasks(life, course.year, at);
  for (const { task, suspended } of over) {
    if (task.stands === "waiting") wait(course, task, -1);
    task.stands = "over";
    if (!suspended) endTask(course, task, at);
  }
  for (const task of begun) plan(course, task, at);
}

/** Counts how a task ended, or stands when the year does. It is for want of people if it was time to do it before it was due. */
export function endTask(course: Course, task: Task, at: number): void {
  const { meantAt, dueAt, tries, duty } = task;
  const wasTimely = meantAt !== undefined && meantAt <= dueAt && tries <= 1;
  if (isCounted(course, at)) countKept(course.tally, task, at, course.desks.has(duty.role) && wasTimely);
}

function plan({ year, office, put }: Course, task: Task, at: number): void {
  const { life, duty, dueAt } = task;
  const draw = life.draws(`plan ${duty.procedure} ${duty.id}`);
  if (dueAt >= at && beginsByLateness(year.procedures).has(duty.id))
    put({ sort: "lapses", at: dueAt + 60_000, life });
  if (isLeftUndone(duty.act, life.facts[duty.startedBy - 1], { coming: [], chance: draw })) return;
  task.meantAt = meantMoment(at, dueAt, office, draw);
  put({ sort: "meant", at: task.meantAt, task });
}

/** Lays a task on the pile of those who owe it. */
export function layOnPile(course: Course, task: Task, desk: Desk, at: number): void {
  task.stands = "waiting";
  wait(course, task, 1);
  desk.waiting.put(task);
  beginNext(course, desk, at);
}

/** Those at a desk who have nothing in hand begin the most urgent of what waits. */
export function beginNext(course: Course, desk: Desk, at: number): void {
  if (desk.busy) return;
  const task = takeMostUrgent(desk);
  if (!task) return;
  wait(course, task, -1);
  task.stands = "begun";
  desk.busy = true;
  const { acts, minutesADay } = course.year.minutes;
  const length = { minutes: acts[task.duty.act], minutesADay };
  course.put({ sort: "done", at: endOfWork(desk, at, length, course.office), task, desk });
}

function wait({ waiting, year }: Course, { duty }: Task, sign: 1 | -1): void {
  waiting.set(duty.role, (waiting.get(duty.role) ?? 0) + sign * year.minutes.acts[duty.act]);
}
