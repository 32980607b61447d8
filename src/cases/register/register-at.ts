import type { Context } from "../../context.ts";
import { proceduresOf } from "../../procedures/index.ts";
import { calendarsOf } from "../calendars.store.ts";
import { standingOf } from "../standing.ts";
import { casesAt, factsKnownAt, type RegisterCounts } from "./register.store.ts";
import { lengthOn, type PastRegisterRow, type RegisterFilter, stateAt } from "./register.ts";

const rowsAtOnce = 500;

type Asked = { authorityId: number; at: Temporal.Instant; closed: boolean };

/**
 * The register as it stood at a past moment, with the next step that each case had then: what was known by then and
 * nothing that came later. In pages, so that a whole county never stands in memory. [H01]
 */
export async function* registerAt(context: Context, asked: Asked): AsyncGenerator<PastRegisterRow[]> {
  for (let after = 0; ; ) {
    const rows = await registerPartAt(context, asked, { after, rows: rowsAtOnce });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < rowsAtOnce) return;
    after = last.caseId;
  }
}

/** So many rows of the register as it stood at a moment, in the order of their cases from after one on. [H01] */
export async function registerPartAt(
  { database, procedures }: Pick<Context, "database" | "procedures">,
  { authorityId, at, closed }: Asked,
  { after, rows }: { after: number; rows: number },
): Promise<PastRegisterRow[]> {
  const cases = await casesAt(database, { authorityId, at, closed }, after, rows);
  const facts = await factsKnownAt(
    database,
    cases.map(({ caseId }) => caseId),
    at,
  );
  const calendars = await calendarsOf(
    database,
    cases.map(({ schoolId }) => ({ authorityId, schoolId })),
  );
  return cases.map((kase) => {
    const asked = {
      procedures: proceduresOf(procedures, { ...kase, authorityId }),
      facts: facts.get(kase.caseId) ?? [],
      calendars,
      place: { authorityId, schoolId: kase.schoolId },
      now: at,
      knownAt: at,
    };
    const next = closed ? undefined : standingOf(asked).nextStep;
    return {
      ...kase,
      nextAsks: next?.asks ?? null,
      nextClause: next?.clause ?? null,
      nextRole: next?.role ?? null,
      nextDueAt: next?.dueAt ?? null,
    };
  });
}

/** The moment and the day by which a past register is read. */
type Then = { now: Temporal.Instant; today: Temporal.PlainDate };

/** What the filter leaves of the register of a past day. */
export function leftBy(
  { areaId, schoolId, reason, length, state }: RegisterFilter,
  { now, today }: Then,
): (row: PastRegisterRow) => boolean {
  return (row) =>
    (areaId === undefined || row.areaId === areaId) &&
    (schoolId === undefined || row.schoolId === schoolId) &&
    (reason === undefined || row.reason === reason) &&
    (length === undefined || lengthOn(row.missingSince, today) === length) &&
    (state === undefined || stateAt(row.nextDueAt, now) === state);
}

/** The rows as the register of today has them: open ones worst first, closed ones newest first. */
export function worstFirst(rows: readonly PastRegisterRow[], closed: boolean): PastRegisterRow[] {
  const moment = ({ closedAt, nextDueAt }: PastRegisterRow) =>
    (closed ? closedAt : nextDueAt)?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const sign = closed ? -1 : 1;
  return rows.toSorted((a, b) => sign * (moment(a) - moment(b) || a.caseId - b.caseId));
}

/** The counts of the register of a past day, as `registerCounts` counts today's. */
export function countsAt(rows: readonly PastRegisterRow[], { now, today }: Then): RegisterCounts {
  const inState = (some: readonly PastRegisterRow[], state: string) =>
    some.filter(({ nextDueAt }) => stateAt(nextDueAt, now) === state).length;
  const by = <Key>(keyOf: (row: PastRegisterRow) => Key) =>
    [...Map.groupBy(rows, keyOf)]
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
