import type { Context } from "../../context.ts";
import { type NextThen, nextStepsThen, nothingNext } from "./next-steps-then.ts";
import type { RegisterCounts } from "./register.store.ts";
import { lengthOn, type PastRegisterRow, type RegisterFilter, statesAt } from "./register.ts";
import { casesAt, describedAt, type PastCase } from "./register-past.store.ts";

const rowsAtOnce = 2000;

type Asked = { authorityId: number; at: Temporal.Instant; closed: boolean };
type Read = Pick<Context, "database" | "procedures" | "now">;

/** A case of a past register with its next step then, and without the names that stand on a page of it. */
export type PastStanding = PastCase & NextThen;

/**
 * How every case of the register stood at a past moment, with the next step that it had then: what was known by then and
 * nothing that came later. In parts, so that the facts of a whole county never stand in memory. [H01]
 */
export async function* registerAt(context: Read, asked: Asked): AsyncGenerator<PastStanding[]> {
  for (let after = 0; ; ) {
    const rows = await standingsAt(context, asked, { after, rows: rowsAtOnce });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < rowsAtOnce) return;
    after = last.caseId;
  }
}

/** So many rows of the register as it stood at a moment, in the order of their cases from after one on. [H01] */
export async function registerPartAt(
  context: Read,
  asked: Asked,
  part: { after: number; rows: number },
): Promise<PastRegisterRow[]> {
  return rowsOf(context, await standingsAt(context, asked, part), asked.at);
}

/** The same cases as rows of the register, with the names that were known at the moment. */
export async function rowsOf(
  { database }: Pick<Context, "database">,
  cases: readonly PastStanding[],
  at: Temporal.Instant,
): Promise<PastRegisterRow[]> {
  const ids = cases.map(({ caseId }) => caseId);
  const described = await describedAt(database, ids, at);
  return cases.flatMap((kase) => {
    const description = described.get(kase.caseId);
    return description ? [{ ...kase, ...description }] : [];
  });
}

async function standingsAt(
  context: Read,
  { authorityId, at, closed }: Asked,
  { after, rows }: { after: number; rows: number },
): Promise<PastStanding[]> {
  const cases = await casesAt(context.database, { authorityId, at, closed }, after, rows);
  if (closed) return cases.map((kase) => ({ ...kase, ...nothingNext }));
  const steps = await nextStepsThen(context, { authorityId, at }, cases);
  return cases.map((kase) => ({ ...kase, ...(steps.get(kase.caseId) ?? nothingNext) }));
}

/** The moment and the day by which a past register is read. */
type Then = { now: Temporal.Instant; today: Temporal.PlainDate };

/** What the filter leaves of the register of a past day. */
export function leftBy(
  { areaId, schoolId, reason, length, state }: RegisterFilter,
  { now, today }: Then,
): (row: PastStanding) => boolean {
  const stateOf = statesAt(now);
  return (row) =>
    (areaId === undefined || row.areaId === areaId) &&
    (schoolId === undefined || row.schoolId === schoolId) &&
    (reason === undefined || row.reason === reason) &&
    (length === undefined || lengthOn(row.missingSince, today) === length) &&
    (state === undefined || stateOf(row.nextDueAt) === state);
}

/** The rows as the register of today has them: open ones worst first, closed ones newest first. */
export function worstFirst(rows: readonly PastStanding[], closed: boolean): PastStanding[] {
  const moment = ({ closedAt, nextDueAt }: PastStanding) =>
    (closed ? closedAt : nextDueAt)?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const sign = closed ? -1 : 1;
  return rows.toSorted((a, b) => sign * (moment(a) - moment(b) || a.caseId - b.caseId));
}

/** The counts of the register of a past day, as `registerCounts` counts today's. */
export function countsAt(cases: readonly PastStanding[], { now, today }: Then): RegisterCounts {
  const stateOf = statesAt(now);
  const rows = cases.map((kase) => ({ kase, state: stateOf(kase.nextDueAt) }));
  const inState = (some: readonly (typeof rows)[number][], asked: string) =>
    some.reduce((count, { state }) => (state === asked ? count + 1 : count), 0);
  const by = <Key>(keyOf: (kase: PastStanding) => Key) =>
    [...Map.groupBy(rows, ({ kase }) => keyOf(kase))]
      .map(([key, some]) => ({ key, count: some.length, overdue: inState(some, "overdue") }))
      .sort((a, b) => b.count - a.count);
  return {
    all: rows.length,
    overdue: inState(rows, "overdue"),
    today: inState(rows, "today"),
    week: inState(rows, "week"),
    later: inState(rows, "later"),
    areas: by(({ areaId }) => areaId).map(({ key: id, ...counts }) => ({ id, ...counts })),
    reasons: by(({ reason }) => reason).map(({ key: reason, ...counts }) => ({ reason, ...counts })),
    schools: by(({ schoolId }) => schoolId).map(({ key: id, ...counts }) => ({ id, name: null, ...counts })),
    lengths: by(({ missingSince }) => lengthOn(missingSince, today)).map(({ key: id, ...counts }) => ({
      id,
      ...counts,
    })),
  };
}
