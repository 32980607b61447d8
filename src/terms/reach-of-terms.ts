import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import type { Procedure } from "../procedures/index.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import { type Horizon, horizonOfTerms } from "./horizon.ts";
import { ownerOf, type TermPlace } from "./terms.store.ts";

/** A school or authority, the days that it has of its own, and until when they reach. */
export type PlaceReach = TermPlace & {
  from: Temporal.PlainDate | undefined;
  until: Temporal.PlainDate | undefined;
  horizon: Horizon | undefined;
};

/** How far the term dates of each place reach; `known` is by `ownerOf`. */
export function reachOf(
  places: readonly TermPlace[],
  known: ReadonlyMap<string, readonly KnownSpan[]>,
  procedures: readonly Procedure[],
): PlaceReach[] {
  return places.map((place) => {
    const spans = known.get(ownerOf(place)) ?? [];
    const terms = spans.filter(({ kind }) => kind === "term");
    if (terms.length === 0) return { ...place, from: undefined, until: undefined, horizon: undefined };
    const until = terms.map((term) => term.until).sort(Temporal.PlainDate.compare);
    const { schoolId, authorityId } = place;
    const own = { called: place.name, spans };
    const calendars: Calendars = {
      bankHolidays: bankHolidaysOfEngland,
      schools: new Map(schoolId === null ? [] : [[schoolId, own]]),
      authorities: new Map(schoolId === null ? [[authorityId, own]] : []),
    };
    const at = schoolId === null ? { authorityId } : { schoolId };
    return {
      ...place,
      from: terms[0]?.from,
      until: until.at(-1),
      horizon: horizonOfTerms(calendars, at, procedures),
    };
  });
}
