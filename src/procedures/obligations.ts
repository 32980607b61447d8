import type { Role } from "../access/roles.ts";
import {
  type Calendar,
  type Calendars,
  countedDayBefore,
  dayNumberOf,
  dayOf,
  type Place,
  startOf,
  workingDaysOf,
} from "../calendar/index.ts";
import type { ProcedureAct } from "./acts.ts";
import { type Duty, dutiesOf } from "./duties.ts";
import type { Agency, CaseFact } from "./fact-kinds.ts";
import { historyOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import { pausesIn } from "./pauses.ts";
import {
  type ObligationState,
  type Procedure,
  type Reading,
  type Subject,
  type Suspension,
  versionInForce,
} from "./procedure.ts";
import { rulesAbout } from "./rules-touched.ts";
import { type Clock, lateAfter, type Timing, timingOf } from "./timing.ts";
import type { Due } from "./units.ts";
import { whyOf } from "./why.ts";

/** One thing that somebody owes, owed, or no longer owes in a case, and why. */
export type Obligation = {
  procedure: string;
  version: string;
  /** The rule's name in its procedure. With `startedBy` it is unique in a case. */
  id: string;
  clause: string;
  asks: string;
  role: Role;
  act: ProcedureAct;
  state: ObligationState;
  startedAt: Temporal.Instant;
  /** The id of the fact that began it. */
  startedBy: number;
  /** The last moment at which it is in time. */
  dueAt: Temporal.Instant;
  dueOn: Temporal.PlainDate;
  /** The last moment at which it may not be done yet, where a procedure sets one. */
  notUntil?: Temporal.Instant | undefined;
  metAt?: Temporal.Instant | undefined;
  metBy?: number | undefined;
  /** In plain English: how long, since what, by which clause, and how that was counted. */
  why: string;
  reading?: Reading | undefined;
  /** What stops it, now that it is suspended. */
  suspended?: Pick<Suspension, "clause" | "says"> | undefined;
  /** Who is told when it becomes late. */
  lateTell: Role | undefined;
  /** Who is told, now that it is late. */
  late?: { tell: Role } | undefined;
  /** If it is owed whether the case is open or not. */
  apartFromCase: boolean;
};

/** A case as the engine needs it. */
export type CaseAsked = {
  /** The procedures that apply to the child: every version of each. A case keeps to the version that was in force on the day of its first fact. */
  procedures: readonly Procedure[];
  facts: readonly CaseFact[];
  calendars: Calendars;
  /** Whose history the facts are; left out, a child's. */
  about?: Subject | undefined;
  /** Whose school days count. */
  place: Place;
  now: Temporal.Instant;
  /** What was believed then; left out, what is known today. */
  knownAt?: Temporal.Instant | undefined;
};

/** Who answers for each agency that can be asked. */
const roleAsked: Record<Agency, Role> = {
  "other-authority": "other-authority",
  police: "police",
  "social-care": "social-worker",
  housing: "housing",
  "youth-offending": "youth-offending",
  health: "health",
  school: "school-attendance-officer",
  admissions: "admissions-officer",
};

/**
 * Everything that the procedures ask in this case, in the order in which it began: pure, so that asking again gives the
 * same answer. Throws CalendarTooShort or NoTermDates when a deadline cannot be counted.
 */
export function obligationsOf(asked: CaseAsked): Obligation[] {
  const { calendars, place, now, about = "child" } = asked;
  const history = historyOf(asked.facts, now, asked.knownAt);
  const first = history[0];
  if (first === undefined) return [];
  const versions = versionsOn(asked.procedures, first.happenedAt);
  const moves = movesOf(history);
  const suspensions = versions.flatMap(({ suspends }) => suspends);
  const clock = { calendars, place, pauses: suspensions.length > 0 ? pausesIn(suspensions, moves) : [] };
  const lateness = { lateAfter: (duty: Duty) => lateAfter(duty, clock), now };
  return versions.flatMap((version) =>
    dutiesOf(rulesAbout(about, version.rules), moves, lateness).map((duty) =>
      obligationOf(version, duty, asked, clock),
    ),
  );
}

/** The version in force of each procedure, looked for once a day. */
export function versionsOn(procedures: readonly Procedure[], moment: Temporal.Instant): readonly Procedure[] {
  const known = versionsByDay.get(procedures) ?? new Map<number, readonly Procedure[]>();
  versionsByDay.set(procedures, known);
  const number = dayNumberOf(moment);
  const found = known.get(number);
  if (found !== undefined) return found;
  const names = new Set(procedures.map((each) => each.procedure));
  const versions = [...names].flatMap(
    (name) => versionInForce(procedures, name, dayOf(moment)) ?? firstToCome(procedures, name) ?? [],
  );
  known.set(number, versions);
  return versions;
}

/** A procedure that runs with others and comes in force later in a history: what happens from then on begins its duties. */
function firstToCome(procedures: readonly Procedure[], name: string): Procedure | undefined {
  const [first] = procedures
    .filter((each) => each.procedure === name)
    .sort((one, other) => Temporal.PlainDate.compare(one.inForceFrom, other.inForceFrom));
  if (first === undefined) return undefined;
  const found = commencing.get(first) ?? {
    ...first,
    rules: first.rules.map((rule) => ({ ...rule, commences: rule.commences ?? first.inForceFrom })),
  };
  commencing.set(first, found);
  return found;
}

/** The same version each time, so that what is known of its rules is known for every case. */
const commencing = new WeakMap<Procedure, Procedure>();

const versionsByDay = new WeakMap<readonly Procedure[], Map<number, readonly Procedure[]>>();

function obligationOf(procedure: Procedure, duty: Duty, asked: CaseAsked, clock: Clock): Obligation {
  const { rule, begunBy, ended, endedBy } = duty;
  const timing = timingOf(duty, clock);
  const { due } = timing;
  const state = stateOf(duty, timing, asked);
  const met = ended === "met" ? endedBy : undefined;
  return {
    procedure: procedure.procedure,
    version: procedure.version,
    id: rule.id,
    clause: rule.clause,
    asks: rule.asks,
    role: rule.role === "whoever-was-asked" ? roleOfWhoeverWasAsked(begunBy) : rule.role,
    act: rule.act,
    state,
    startedAt: duty.startsAt,
    startedBy: begunBy.id,
    dueAt: due.at,
    dueOn: due.on,
    notUntil: timing.opens?.until.at,
    metAt: met?.happenedAt,
    metBy: met?.id,
    why: whyOf(duty, timing),
    reading: rule.reading,
    suspended: state === "suspended" ? timing.paused?.suspension : undefined,
    lateTell: rule.late?.tell,
    late: state === "overdue" ? rule.late : undefined,
    apartFromCase: rule.apartFromCase,
  };
}

function roleOfWhoeverWasAsked(fact: CaseFact): Role {
  return fact.kind === "enquiry-sent" ? roleAsked[fact.details.to] : "cme-officer";
}

/**
 * Due soon: from the beginning of the last working day before the due day. What is done while it was suspended is in
 * time, unless it was late before.
 */
function stateOf(
  { ended, endedBy, waitsFor }: Duty,
  { due, paused, opens }: Timing,
  { now, calendars }: CaseAsked,
): ObligationState {
  const dueAt = due.at.epochMilliseconds;
  if (ended === "needless") return "no-longer-needed";
  if (endedBy !== undefined)
    return (paused?.from ?? endedBy).happenedAt.epochMilliseconds <= dueAt ? "met" : "met-late";
  if (paused !== undefined) return "suspended";
  if (now.epochMilliseconds > dueAt) return "overdue";
  if (waitsFor.length > 0 || (opens && now.epochMilliseconds <= opens.until.at.epochMilliseconds))
    return "waiting";
  return now.epochMilliseconds >= soonFrom(due, calendars) ? "due-soon" : "open";
}

/** When something due is due soon, in milliseconds since 1970: counted once for each day. */
function soonFrom(due: Due, calendars: Calendars): number {
  const calendar = workingDaysOf(calendars);
  const known = soonByDay.get(calendar) ?? new Map<number, number>();
  soonByDay.set(calendar, known);
  const day = dayNumberOf(due.at);
  const soon = known.get(day) ?? startOf(countedDayBefore(due.on, calendar)).epochMilliseconds;
  known.set(day, soon);
  return soon;
}

const soonByDay = new WeakMap<Calendar, Map<number, number>>();
