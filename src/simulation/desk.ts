import type { Task } from "./life.ts";
import { type OfficeTime, officeDay } from "./office-time.ts";
import { type SoonestQueue, soonestQueue } from "./soonest-queue.ts";

/** The people of one role, who share its work: the most urgent first, one thing after another, in office hours. */
export type Desk = { people: number; waiting: SoonestQueue<Task>; freeAt: number; busy: boolean };

/** A desk at which so many people sit. */
export function deskOf(people: number): Desk {
  return { people, waiting: soonestQueue(moreUrgent), freeAt: 0, busy: false };
}

/** The next task that still waits, taken off the pile; undefined when there is none. */
export function takeMostUrgent({ waiting }: Desk): Task | undefined {
  let next = waiting.take();
  while (next && next.stands !== "waiting") next = waiting.take();
  return next;
}

/** When work of so many minutes ends that the desk begins at a moment. */
export function endOfWork(
  { people }: Desk,
  at: number,
  { minutes, minutesADay }: { minutes: number; minutesADay: number },
  office: OfficeTime,
): number {
  const share = minutes / (people * minutesADay);
  return Math.ceil(office.endOf(office.openFrom(at), share * officeDay));
}

function moreUrgent(one: Task, other: Task): number {
  return (
    one.dueAt - other.dueAt ||
    one.duty.startedAt.epochMilliseconds - other.duty.startedAt.epochMilliseconds ||
    one.life.number - other.life.number ||
    (one.key < other.key ? -1 : 1)
  );
}
