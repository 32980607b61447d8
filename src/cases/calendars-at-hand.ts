import type { Calendars } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { type CasePlace, calendarsOf } from "./calendars.store.ts";

const keptFor = Temporal.Duration.from({ seconds: 60 });

type Kept = { at: Temporal.Instant; calendars: Calendars };

// One shelf for each running program, which is told by its procedures: they are loaded once when it starts.
const shelves = new WeakMap<object, Map<string, Kept>>();

/**
 * The calendars of a case's place. Term dates change a few times a year and are asked for with every fact, so an answer
 * is kept for a minute.
 */
export async function calendarsAtHand(
  { database, procedures, now }: Pick<Context, "database" | "procedures" | "now">,
  place: CasePlace,
): Promise<Calendars> {
  const shelf = shelves.get(procedures) ?? new Map<string, Kept>();
  shelves.set(procedures, shelf);
  const key = `${place.authorityId}/${place.schoolId}`;
  const kept = shelf.get(key);
  if (kept && Temporal.Duration.compare(kept.at.until(now).abs(), keptFor) < 0) return kept.calendars;
  const calendars = await calendarsOf(database, [place]);
  shelf.set(key, { at: now, calendars });
  return calendars;
}
