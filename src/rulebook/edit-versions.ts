import { isOwn, type Procedure } from "../procedures/index.ts";
import type { Version } from "./versions.store.ts";

/** A version in force for an authority: cases begun from this day until that one follow it. */
export type Span = {
  version: string;
  /** Of an own version. */
  id: number | undefined;
  from: Temporal.PlainDate;
  until: Temporal.PlainDate | undefined;
  by: string | undefined;
};

/** The versions of a procedure in force for an authority, the shipped and its own, the earliest first. */
export function spansOf(
  procedures: readonly Procedure[],
  procedure: string,
  own: readonly Version[],
): Span[] {
  const shipped = procedures
    .filter((each) => each.procedure === procedure && !isOwn(each))
    .map(({ version, inForceFrom: from }) => ({ version, id: undefined, from, by: undefined }));
  const ours = own
    .filter(({ decision }) => decision === "in-force")
    .flatMap(({ version, id, inForceFrom: from, followedFrom, decidedBy }) =>
      from && followedFrom ? [{ version, id, from, followedFrom, by: decidedBy ?? undefined }] : [],
    )
    .sort((one, other) => Temporal.Instant.compare(one.followedFrom, other.followedFrom))
    .map(({ followedFrom: _, ...span }) => span);
  const spans = [...shipped, ...ours].sort((one, other) => Temporal.PlainDate.compare(one.from, other.from));
  return spans.map((span, place) => ({ ...span, until: spans[place + 1]?.from.subtract({ days: 1 }) }));
}
