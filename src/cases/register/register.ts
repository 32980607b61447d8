import type { Role } from "../../access/index.ts";
import { numberOf } from "../../calendar/index.ts";

/** How long a child has been missing education, in the bands of the department's termly return. From is included, until not. */
export const lengths = [
  { id: "under-2", text: "Less than 2 weeks", from: 0, until: 2 },
  { id: "2-to-4", text: "2 to 4 weeks", from: 2, until: 4 },
  { id: "4-to-8", text: "4 to 8 weeks", from: 4, until: 8 },
  { id: "8-to-12", text: "8 to 12 weeks", from: 8, until: 12 },
  { id: "12-to-26", text: "12 to 26 weeks", from: 12, until: 26 },
  { id: "26-to-52", text: "26 to 52 weeks", from: 26, until: 52 },
  { id: "over-52", text: "Over 52 weeks", from: 52, until: undefined },
  { id: "unknown", text: "Unknown", from: undefined, until: undefined },
] as const;

/** Where an open case stands with its next step. */
export const states = [
  { id: "overdue", text: "Overdue" },
  { id: "today", text: "Due today" },
  { id: "week", text: "Due this week" },
  { id: "later", text: "Due later" },
] as const;

export type LengthId = (typeof lengths)[number]["id"];
export type StateId = (typeof states)[number]["id"];

/** What the register is narrowed to; what is left out does not narrow it. */
export type RegisterFilter = {
  areaId?: number | undefined;
  schoolId?: number | undefined;
  reason?: string | undefined;
  length?: LengthId | undefined;
  state?: StateId | undefined;
  /** The person who owns the case; 0 for cases that nobody owns, `left` for those of people who may own none any more. */
  ownerId?: number | "left" | undefined;
  /** Who owes the next step. */
  role?: Role | undefined;
  closed?: boolean | undefined;
};

/** The next row after which a page begins. */
export type PageKey = { dueAt: Temporal.Instant; id: number };

/** One case on the register. */
export type RegisterRow = {
  caseId: number;
  reference: string;
  childId: number;
  forename: string;
  surname: string;
  upn: string | null;
  dateOfBirth: Temporal.PlainDate | null;
  area: string | null;
  school: string | null;
  reason: string;
  missingSince: Temporal.PlainDate | null;
  openedAt: Temporal.Instant;
  owner: string | null;
  nextAsks: string | null;
  nextClause: string | null;
  nextRole: string | null;
  nextDueAt: Temporal.Instant | null;
  outcome: string | null;
  closedAt: Temporal.Instant | null;
};

/** One case on the register of a past day, with the places by which it is narrowed. */
export type PastRegisterRow = RegisterRow & { areaId: number | null; schoolId: number | null };

/** The band of the termly return in which a case lies on a day. */
export function lengthOn(missingSince: Temporal.PlainDate | null, today: Temporal.PlainDate): LengthId {
  if (!missingSince) return "unknown";
  const weeks = (numberOf(today) - numberOf(missingSince)) / 7;
  return lengths.find(({ until }) => until === undefined || weeks < until)?.id ?? "unknown";
}

/** Where an open case stands at a moment with a next step that is due then: asked of thousands. */
export function statesAt(at: Temporal.Instant): (dueAt: Temporal.Instant | null) => StateId | undefined {
  const moments = stateMoments(at);
  const [now, tomorrow, nextWeek] = [moments.now, moments.tomorrow, moments.nextWeek].map(
    ({ epochNanoseconds }) => epochNanoseconds,
  ) as [bigint, bigint, bigint];
  return (dueAt) => {
    if (!dueAt) return undefined;
    const due = dueAt.epochNanoseconds;
    if (due < now) return "overdue";
    if (due < tomorrow) return "today";
    return due < nextWeek ? "week" : "later";
  };
}

/** The days between which a case's missing-since lies for it to be in the band today; both included. */
export function missingSinceBetween(
  id: LengthId,
  today: Temporal.PlainDate,
): { after?: Temporal.PlainDate; upTo?: Temporal.PlainDate } | "unknown" {
  const band = lengths.find((length) => length.id === id);
  if (band?.from === undefined) return "unknown";
  return {
    upTo: today.subtract({ weeks: band.from }),
    ...(band.until !== undefined && { after: today.subtract({ weeks: band.until }) }),
  };
}

/** The moments that part overdue, today, this week (to the end of Sunday) and later. */
export function stateMoments(now: Temporal.Instant): {
  now: Temporal.Instant;
  tomorrow: Temporal.Instant;
  nextWeek: Temporal.Instant;
} {
  const day = now.toZonedDateTimeISO("Europe/London").startOfDay();
  return {
    now,
    tomorrow: day.add({ days: 1 }).toInstant(),
    nextWeek: day.add({ days: 8 - day.dayOfWeek }).toInstant(),
  };
}
