import type { Authority } from "../access/index.ts";
import { startOf } from "../calendar/index.ts";
import { isOwn, type Procedure, proceduresOf } from "../procedures/index.ts";

/** A version of a procedure, and from when until when what begins in an authority is owed by it. */
export type VersionFollowed = {
  version: Procedure;
  /** The version that went before it. */
  before: Procedure | undefined;
  from: Temporal.Instant;
  until: Temporal.Instant | undefined;
};

/**
 * The versions that an authority follows one after another, by procedure. A shipped one begins with its day in force, an
 * own one not before it is followed: what began under the version before goes on as it began.
 */
export function versionsFollowed(
  procedures: readonly Procedure[],
  { id: authorityId, procedure }: Pick<Authority, "id" | "procedure">,
): VersionFollowed[] {
  const applying = proceduresOf(procedures, { authorityId, procedure });
  return [...Map.groupBy(applying, (each) => each.procedure).values()].flatMap((versions) => {
    const inOrder = versions
      .map((version) => ({ version, from: beginningOf(version) }))
      .sort((one, other) => Temporal.Instant.compare(one.from, other.from));
    return inOrder.map(({ version, from }, place) => ({
      version,
      before: inOrder[place - 1]?.version,
      from,
      until: inOrder[place + 1]?.from,
    }));
  });
}

function beginningOf(version: Procedure): Temporal.Instant {
  const day = startOf(version.inForceFrom);
  return isOwn(version) && Temporal.Instant.compare(day, version.followedFrom) < 0
    ? version.followedFrom
    : day;
}

/** The versions that an authority follows at a moment, its own procedure's first. */
export function versionsAt(
  procedures: readonly Procedure[],
  authority: Pick<Authority, "id" | "procedure">,
  now: Temporal.Instant,
): Procedure[] {
  const isOthers = ({ procedure }: Procedure) => Number(procedure !== authority.procedure);
  return versionsFollowed(procedures, authority)
    .filter(
      ({ from, until }) =>
        Temporal.Instant.compare(from, now) <= 0 && (!until || Temporal.Instant.compare(now, until) < 0),
    )
    .map(({ version }) => version)
    .sort((one, other) => isOthers(one) - isOthers(other));
}
