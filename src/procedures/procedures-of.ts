import { type Procedure, proceduresApplying } from "./procedure.ts";

/** A version that an authority made for itself. */
export type OwnVersion = Procedure & {
  authorityId: number;
  /** Cases opened before it go on as they began. */
  followedFrom: Temporal.Instant;
};

/** Whose procedures are asked for: an authority that works by the one so called, and when the case was opened, if it is. */
export type Follower = {
  authorityId: number;
  procedure: string;
  openedAt?: Temporal.Instant | undefined;
};

/**
 * Every version of an authority's procedure, and of those that run with it, that is there for a case: the shipped ones and
 * the authority's own, never another authority's. An own version put in force after the case was opened is not among them.
 */
export function proceduresOf(
  procedures: readonly Procedure[],
  { authorityId, procedure, openedAt }: Follower,
): readonly Procedure[] {
  const applying = proceduresApplying(procedures, procedure);
  if (!applying.some(isOwn)) return applying;
  const followed = applying.filter(
    (each) =>
      !isOwn(each) ||
      (each.authorityId === authorityId &&
        (openedAt === undefined || Temporal.Instant.compare(each.followedFrom, openedAt) <= 0)),
  );
  return sameList(applying, followed);
}

/** The same list each time, so that what is known of it is known for every case. */
function sameList(applying: readonly Procedure[], some: readonly Procedure[]): readonly Procedure[] {
  const known = lists.get(applying) ?? new Map<string, readonly Procedure[]>();
  lists.set(applying, known);
  const key = some.map((each) => applying.indexOf(each)).join();
  const list = known.get(key) ?? some;
  known.set(key, list);
  return list;
}

const lists = new WeakMap<readonly Procedure[], Map<string, readonly Procedure[]>>();

/** If an authority made this version for itself; else it is shipped with the program. */
export function isOwn(procedure: Procedure): procedure is OwnVersion {
  return "authorityId" in procedure;
}
