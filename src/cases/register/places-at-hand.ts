import type { Context } from "../../context.ts";
import { placesNamed } from "./register.store.ts";

const keptFor = Temporal.Duration.from({ seconds: 60 });

type Places = Awaited<ReturnType<typeof placesNamed>>;
type Kept = { at: Temporal.Instant; places: Promise<Places> };

// One shelf for each running program, which is told by its procedures, as for calendars.
const shelves = new WeakMap<object, Map<number, Kept>>();

/** The areas and schools of an authority by name, for the register's filters: hundreds that change once a year, kept for a minute. */
export function placesAtHand(
  { database, procedures, now }: Pick<Context, "database" | "procedures" | "now">,
  authorityId: number,
): Promise<Places> {
  const shelf = shelves.get(procedures) ?? new Map<number, Kept>();
  shelves.set(procedures, shelf);
  const kept = shelf.get(authorityId);
  if (kept && Temporal.Duration.compare(kept.at.until(now).abs(), keptFor) < 0) return kept.places;
  const places = placesNamed(database, authorityId);
  shelf.set(authorityId, { at: now, places });
  // What could not be read is asked for again.
  places.catch(() => shelf.delete(authorityId));
  return places;
}
