import type { Position } from "../positions/grid-position.ts";

/** One call of a round, as far as its order asks. */
type Call = { urgent: boolean; position: Position | null; postcode: string | null };

/**
 * The calls of a day in an order that can be walked: the urgent before the others, of each the one due first in front and
 * then always the nearest; those whose place is not known come after, by postcode. Takes them the one due first in front.
 */
export function inRoundOrder<Visit extends Call>(visits: readonly Visit[]): Visit[] {
  const placed = visits.filter(({ position }) => position !== null);
  const unplaced = visits
    .filter(({ position }) => position === null)
    .toSorted(
      (one, other) => Number(other.urgent) - Number(one.urgent) || compared(one.postcode, other.postcode),
    );
  const urgent = nearestNext(placed.filter((visit) => visit.urgent));
  const rest = nearestNext(
    placed.filter((visit) => !visit.urgent),
    urgent.at(-1),
  );
  return [...urgent, ...rest, ...unplaced];
}

function nearestNext<Visit extends Call>(visits: readonly Visit[], from?: Visit): Visit[] {
  const left = [...visits];
  const order: Visit[] = [];
  let at = from;
  while (left.length > 0) {
    const here = at;
    const next = here
      ? left.reduce((best, each) => (apart(here, each) < apart(here, best) ? each : best))
      : left[0];
    if (!next) break;
    left.splice(left.indexOf(next), 1);
    order.push(next);
    at = next;
  }
  return order;
}

/** How far apart two calls are, in degrees north: enough to compare. */
function apart({ position: one }: Call, { position: other }: Call): number {
  if (!one || !other) return Number.POSITIVE_INFINITY;
  const squeeze = Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot((one.longitude - other.longitude) * squeeze, one.latitude - other.latitude);
}

function compared(one: string | null, other: string | null): number {
  return (one ?? "~").localeCompare(other ?? "~");
}
