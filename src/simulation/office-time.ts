import { type Calendars, dayNumbered, workingDaysOf, zone } from "../calendar/index.ts";

/** Offices are open from nine to five on working days; moments and lengths are in milliseconds. */
export type OfficeTime = {
  /** The first moment at or after this one at which an office is open. */
  openFrom(at: number): number;
  /** The last full hour of work before a moment begins here. */
  lastHourBefore(at: number): number;
  /** When work of this length ends that begins at a moment and rests while the office is closed. */
  endOf(at: number, length: number): number;
};

const opens = Temporal.PlainTime.from("09:00");
export const officeDay = 8 * 3_600_000;
const anHour = 3_600_000;

/** Office time as long as the bank holidays are known; what lies outside throws a RangeError. */
export function officeTimeOf(calendars: Calendars): OfficeTime {
  const mornings = Float64Array.from(workingDaysOf(calendars).counted, (day) => openingOf(dayNumbered(day)));
  /** The place of the last morning at or before a moment. */
  const placeOf = (at: number) => {
    let [low, high] = [0, mornings.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((mornings[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const morning = (place: number) => {
    const found = mornings[place];
    if (found === undefined) throw new RangeError("The bank holidays are not known so far.");
    return found;
  };
  return {
    openFrom(at) {
      const place = placeOf(at);
      return at < morning(place) + officeDay ? Math.max(at, morning(place)) : morning(place + 1);
    },
    lastHourBefore(at) {
      return Math.min(at, morning(placeOf(at)) + officeDay) - anHour;
    },
    endOf(at, length) {
      let place = placeOf(at);
      let from = at;
      let left = length;
      for (;;) {
        const rest = morning(place) + officeDay - from;
        if (left <= rest) return from + left;
        left -= Math.max(rest, 0);
        place++;
        from = morning(place);
      }
    },
  };
}

function openingOf(day: Temporal.PlainDate): number {
  return day.toZonedDateTime({ timeZone: zone, plainTime: opens }).epochMilliseconds;
}
