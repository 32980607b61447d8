import type { ChildRecord } from "./child-record.store.ts";
import type { ProvisionKind } from "./provisions.ts";

/** What a child's open case says of school: since when the child has not come, as a school or an officer told it. */
export type NotAttending = { since: Temporal.PlainDate };

type Period = {
  kind: ProvisionKind;
  fromOn: Temporal.PlainDate | null;
  untilOn: Temporal.PlainDate | null;
};

const onRolls: readonly ProvisionKind[] = ["on-roll", "dual-registered", "independent"];

/**
 * Since when a child who stands on a roll has not attended, by what the open case tells, or because the school has closed; undefined where
 * neither is so, or where the child came onto a roll after that.
 */
export function notAttendedSince({
  notAttending,
  schoolClosedOn,
  provisions,
}: Pick<ChildRecord, "notAttending" | "schoolClosedOn"> & { provisions: readonly Period[] }):
  | Temporal.PlainDate
  | undefined {
  const since = notAttending?.since ?? schoolClosedOn ?? undefined;
  const camePast = ({ kind, fromOn }: Period) =>
    onRolls.includes(kind) && since && fromOn && Temporal.PlainDate.compare(fromOn, since) > 0;
  return provisions.some(camePast) ? undefined : since;
}

/** The periods of a child's education as attended: a roll that goes on while the child does not come ends on the last day. */
export function asAttended<P extends Period>(
  provisions: readonly P[],
  since: Temporal.PlainDate | undefined,
): P[] {
  if (!since) return [...provisions];
  return provisions.map((period) => {
    const goesOn = !period.untilOn || Temporal.PlainDate.compare(period.untilOn, since) > 0;
    return onRolls.includes(period.kind) && goesOn ? { ...period, untilOn: since } : period;
  });
}
