import type { Role } from "../access/roles.ts";
import { dueMomentOf, startOf } from "../calendar/index.ts";
import { befallingAfter, beginsByLateness, type Coming, factsOfTurn, isLeftUndone } from "../lives/index.ts";
import { type CaseFact, nextStepOf } from "../procedures/index.ts";
import { type Desk, deskOf, endOfWork, takeMostUrgent } from "./desk.ts";
import { type Ground, type Life, obligationsIn, type Task, turnTasks } from "./life.ts";
import type { MinutesPerAct } from "./minutes-per-act.ts";
import { type OfficeTime, officeTimeOf } from "./office-time.ts";
import { meantMoment, mostTries, nextTry } from "./plan.ts";
import { soonestQueue } from "./soonest-queue.ts";
import type { Staffing } from "./staffing.ts";
import { countKept, countWork, emptyTally, type Tally, weekOf } from "./tally.ts";

/** A year to be lived: by which procedures, with how many people, and between which days it is counted. */
export type Year = Ground & {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  staffing: Staffing;
  minutes: MinutesPerAct;
};

/** What comes of a year: what was counted, the weeks of it, and how its open cases stand. */
export type YearLived = {
  tally: Tally;
  mondays: readonly Temporal.PlainDate[];
  open: number;
  openWithoutNextStep: number;
};

/** What happens next somewhere. Moments are in milliseconds. */
type Turn = { at: number; order: number } & (
  | { sort: "befalls"; life: Life; coming: Coming }
  | { sort: "meant"; task: Task }
  | { sort: "lapses"; life: Life }
  | { sort: "done"; task: Task; desk: Desk }
  | { sort: "week-ends"; week: number }
);
type Unordered = Turn extends infer Each ? (Each extends Turn ? Omit<Each, "order"> : never) : never;

/**
 * Lives the year of these children by the procedures: something befalls a child, or somebody whose time has come does a
 * duty. Roles with a staffing work off what waits, the most urgent first; the others do each thing when they mean to.
 * `progress` is told the day now and then. Throws CalendarTooShort and NoTermDates.
 */
export function simulateYear(
  lives: readonly (readonly [Life, readonly Coming[]])[],
  year: Year,
  progress: (day: Temporal.Instant) => void = () => {},
): YearLived {
  const { staffing, minutes, procedures } = year;
  const office: OfficeTime = officeTimeOf(year.calendars);
  const desks = new Map<Role, Desk>([...staffing].map(([role, people]) => [role, deskOf(people)]));
  const [begins, ends] = [startOf(year.from).epochMilliseconds, dueMomentOf(year.to).epochMilliseconds];
  const mondays = mondaysOf(year);
  const tally = emptyTally();
  const waiting = new Map<Role, number>();
  const turns = soonestQueue<Turn>((one, other) => one.at - other.at || one.order - other.order);
  let order = 0;
  const put = (turn: Unordered) => turns.put({ ...turn, order: order++ } as Turn);
  const isCounted = (at: number) => at >= begins && at <= ends;
  const firstMonday = startOf(mondays[0] ?? year.from).epochMilliseconds;
  // An hour of summer time more or less moves no week.
  const weekAt = (at: number) => Math.floor((at - firstMonday + 3_600_000) / 604_800_000);

  const wait = (task: Task, sign: 1 | -1) =>
    waiting.set(task.duty.role, (waiting.get(task.duty.role) ?? 0) + sign * minutes.acts[task.duty.act]);

  const close = (task: Task, at: number) => {
    const isMeantInTime = task.meantAt !== undefined && task.meantAt <= task.dueAt && task.tries <= 1;
    if (isCounted(Math.max(at, task.dueAt > at ? at : task.dueAt)))
      countKept(tally, task, at, desks.has(task.duty.role) && isMeantInTime);
  };

  /** After something happened in a life: what is owed now is planned, what is over is counted. */
  const turnLife = (life: Life, at: number) => {
    const { begun, over } = turnTasks(life, year, at);
    for (const { task, suspended } of over) {
      if (task.stands === "waiting") wait(task, -1);
      task.stands = "over";
      if (!suspended) close(task, at);
    }
    for (const task of begun) {
      const { duty, dueAt } = task;
      const draw = life.draws(`plan ${duty.procedure} ${duty.id}`);
      if (dueAt >= at && beginsByLateness(procedures).has(duty.id))
        put({ sort: "lapses", at: dueAt + 60_000, life });
      const fact = life.facts[duty.startedBy - 1] as (CaseFact & { madeBy: number }) | undefined;
      if (isLeftUndone(duty.act, fact, { coming: [], chance: draw })) continue;
      task.meantAt = meantMoment(at, dueAt, office, draw);
      put({ sort: "meant", at: task.meantAt, task });
    }
  };

  const add = (life: Life, made: ReturnType<typeof factsOfTurn>, at: number) => {
    for (const fact of made) {
      life.facts.push({ ...fact, id: life.facts.length + 1, madeAt: fact.happenedAt } as unknown as CaseFact);
      const after = { pupil: life.pupil, day: dayAt(at), chance: life.draws(`after ${fact.kind}`) };
      for (const coming of befallingAfter(fact, after))
        put({ sort: "befalls", at: coming.at.epochMilliseconds, life, coming });
      if (isCounted(at)) countCase(tally, life, fact.kind, at);
    }
    turnLife(life, at);
  };

  const act = (task: Task, at: number) => {
    const { life, duty } = task;
    if (isCounted(at)) countWork(tally, duty.role, duty.act, minutes.acts[duty.act], weekAt(at));
    task.tries++;
    const turn = { at: Temporal.Instant.fromEpochMilliseconds(at), does: duty };
    const chance = life.draws(`does ${duty.act}`);
    add(life, factsOfTurn(turn, life.pupil, life.facts as never, { procedures, chance }), at);
    if (task.stands === "over" || task.tries >= mostTries) return;
    task.stands = "planned";
    put({ sort: "meant", at: nextTry(at, office, life.draws(`again ${duty.act}`)), task });
  };

  const work = (desk: Desk, at: number) => {
    if (desk.busy) return;
    const task = takeMostUrgent(desk);
    if (!task) return;
    wait(task, -1);
    task.stands = "begun";
    desk.busy = true;
    const length = { minutes: minutes.acts[task.duty.act], minutesADay: minutes.minutesADay };
    put({ sort: "done", at: endOfWork(desk, at, length, office), task, desk });
  };

  for (const [life, beginning] of lives)
    for (const coming of beginning) put({ sort: "befalls", at: coming.at.epochMilliseconds, life, coming });
  for (const [week, monday] of mondays.entries())
    put({ sort: "week-ends", at: startOf(monday.add({ weeks: 1 })).epochMilliseconds - 1, week });

  let turn = turns.take();
  for (let count = 0; turn && turn.at <= ends; turn = turns.take(), count++) {
    const { at } = turn;
    if (count % 500 === 0) progress(Temporal.Instant.fromEpochMilliseconds(at));
    switch (turn.sort) {
      case "befalls": {
        const { life, coming } = turn;
        const chance = life.draws("befalls");
        const befalls = { at: Temporal.Instant.fromEpochMilliseconds(at), befalls: coming };
        const made = factsOfTurn(befalls, life.pupil, life.facts as never, { procedures, chance });
        if (made.length > 0) add(life, made, at);
        break;
      }
      case "lapses":
        turnLife(turn.life, at);
        break;
      case "meant": {
        const { task } = turn;
        if (task.stands !== "planned") break;
        const desk = desks.get(task.duty.role);
        if (!desk) {
          act(task, at);
          break;
        }
        task.stands = "waiting";
        wait(task, 1);
        desk.waiting.put(task);
        work(desk, at);
        break;
      }
      case "done": {
        const { task, desk } = turn;
        desk.busy = false;
        // Whoever is on the way when it becomes needless has still spent the time.
        if (task.stands === "begun") act(task, at);
        else if (isCounted(at))
          countWork(tally, task.duty.role, task.duty.act, minutes.acts[task.duty.act], weekAt(at));
        work(desk, at);
        break;
      }
      case "week-ends":
        for (const [role, left] of waiting) weekOf(tally, role, turn.week).waiting = left;
    }
  }
  const everyLife = lives.map(([life]) => life);
  for (const life of everyLife)
    for (const task of life.tasks.values()) if (task.dueAt < ends) close(task, ends);
  for (const [role, left] of waiting) weekOf(tally, role, mondays.length - 1).waiting = left;
  const open = everyLife.filter(({ facts }) => isOpen(facts));
  const forgotten = open.filter((life) => nextStepOf(obligationsIn(life, year, ends)) === undefined);
  return { tally, mondays, open: open.length, openWithoutNextStep: forgotten.length };
}

function mondaysOf({ from, to }: Pick<Year, "from" | "to">): Temporal.PlainDate[] {
  const mondays: Temporal.PlainDate[] = [];
  let monday = from.subtract({ days: from.dayOfWeek - 1 });
  for (; Temporal.PlainDate.compare(monday, to) <= 0; monday = monday.add({ weeks: 1 })) mondays.push(monday);
  return mondays;
}

function isOpen(facts: readonly CaseFact[]): boolean {
  const turned = facts.findLast(({ kind }) => kind.startsWith("case-"));
  return turned !== undefined && turned.kind !== "case-closed";
}

function dayAt(at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("Europe/London").toPlainDate();
}

/** Counts a case that is opened or closed, and the first visit since it was opened, with the days since then. */
function countCase(tally: Tally, { facts }: Life, kind: CaseFact["kind"], at: number): void {
  const openedAt = () =>
    facts.findLastIndex((fact) => fact.kind === "case-opened" || fact.kind === "case-reopened");
  const daysSince = (place: number) => (at - (facts[place]?.happenedAt.epochMilliseconds ?? at)) / 86_400_000;
  if (kind === "case-opened" || kind === "case-reopened") tally.opened++;
  if (kind === "case-closed") {
    tally.closed++;
    tally.daysToClose.push(daysSince(openedAt()));
  }
  if (kind !== "visit-made") return;
  const place = openedAt();
  const visits = facts.slice(place + 1).filter((fact) => fact.kind === "visit-made");
  if (place >= 0 && visits.length === 1 && isOpen(facts)) tally.daysToVisit.push(daysSince(place));
}
