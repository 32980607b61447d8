import type { Role } from "../access/roles.ts";
import type { Procedure } from "../procedures/index.ts";
import type { Year } from "./course.ts";
import type { YearLived } from "./simulate-year.ts";
import type { Kept } from "./tally.ts";

/** The work of a role in one week, in hours. `available` is null where its people are not limited. */
export type Week = { monday: string; owed: number; done: number; waiting: number; available: number | null };

/** What comes of a year by one procedure, ready to be printed, drawn or compared. */
export type Numbers = {
  procedure: string;
  title: string;
  version: string;
  file: string;
  opened: number;
  closed: number;
  open: number;
  openWithoutNextStep: number;
  medianDaysToClose: number | null;
  ninetiethDaysToClose: number | null;
  medianDaysToVisit: number | null;
  /** How many cases were closed within each span of days, in the order of `closingSpans`. */
  closedWithin: { span: string; cases: number }[];
  /** Deadlines kept and missed. Missed: for want of people. Late anyway: whoever works. */
  roles: ({ role: Role; people: number | null; weeks: Week[]; busiest: Week | null } & Deadlines)[];
  obligations: (Pick<Kept, "procedure" | "obligation" | "asks" | "role"> &
    Deadlines & { medianDaysUntilDone: number | null })[];
  acts: { act: string; times: number; minutes: number }[];
};

type Deadlines = { inTime: number; missed: number; lateAnyway: number };

const spans: readonly (readonly [string, number])[] = [
  ["up to 1 week", 7],
  ["1 to 2 weeks", 14],
  ["2 to 4 weeks", 28],
  ["4 to 8 weeks", 56],
  ["8 to 12 weeks", 84],
  ["over 12 weeks", Number.POSITIVE_INFINITY],
];

/** The numbers of a year that was lived by a procedure from a file. */
export function numbersOf(
  { tally, mondays, ...lived }: YearLived,
  {
    procedure,
    file,
    year,
    workingDays,
  }: {
    procedure: Procedure;
    file: string;
    year: Year;
    /** How many working days of each week lie in the year. */
    workingDays: readonly number[];
  },
): Numbers {
  const kept = [...tally.kept.values()].sort(byName);
  const roles = [
    ...new Set([...tally.work.keys(), ...kept.map(({ role }) => role), ...year.staffing.keys()]),
  ];
  return {
    ...{ procedure: procedure.procedure, title: procedure.title, version: procedure.version, file },
    ...{ opened: tally.opened, closed: tally.closed, ...lived },
    medianDaysToClose: percentile(tally.daysToClose, 0.5),
    ninetiethDaysToClose: percentile(tally.daysToClose, 0.9),
    medianDaysToVisit: percentile(tally.daysToVisit, 0.5),
    closedWithin: spans.map(([span, most], place) => {
      const least = spans[place - 1]?.[1] ?? -1;
      return { span, cases: tally.daysToClose.filter((days) => days > least && days <= most).length };
    }),
    roles: roles.sort().map((role) => {
      const people = year.staffing.get(role) ?? null;
      const worked = tally.work.get(role) ?? [];
      const weeks = mondays.map((monday, place): Week => {
        const { done, waiting } = worked[place] ?? { done: 0, waiting: 0 };
        const most = people === null ? null : people * (workingDays[place] ?? 0) * year.minutes.minutesADay;
        return {
          monday: monday.toString(),
          ...{ owed: hours(done + waiting), done: hours(done), waiting: hours(waiting) },
          available: most === null ? null : hours(most),
        };
      });
      return {
        role,
        people,
        weeks,
        busiest: busiestOf(weeks),
        ...summed(kept.filter((each) => each.role === role)),
      };
    }),
    obligations: kept.map(({ daysUntilDone, ...each }) => ({
      ...each,
      medianDaysUntilDone: percentile(daysUntilDone, 0.5),
    })),
    acts: [...tally.acts]
      .map(([act, times]) => ({ act, times, minutes: times * year.minutes.acts[act] }))
      .sort((one, other) => (one.act < other.act ? -1 : 1)),
  };
}

/** The deadlines of several obligations together. */
export function summed(kept: readonly Deadlines[]): Deadlines {
  const sum = (name: keyof Deadlines) => kept.reduce((total, each) => total + each[name], 0);
  return { inTime: sum("inTime"), missed: sum("missed"), lateAnyway: sum("lateAnyway") };
}

function byName(one: Kept, other: Kept): number {
  const name = ({ procedure, obligation, role }: Kept) => `${procedure} ${obligation} ${role}`;
  return name(one) < name(other) ? -1 : 1;
}

function busiestOf(weeks: readonly Week[]): Week | null {
  return weeks.reduce<Week | null>((most, week) => (week.owed > (most?.owed ?? 0) ? week : most), null);
}

/** In hours, to a hundredth: enough to add up again. */
function hours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}

/** The value below or at which this share of the values lies, to a tenth; null of none. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
