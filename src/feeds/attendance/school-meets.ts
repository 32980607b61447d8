import { type Calendars, NoTermDates, schoolDaysOf } from "../../calendar/index.ts";
import type { SchoolMeets } from "./continuous-absence.ts";

/** When the school meets, by its own term dates or else its authority's; nothing is known where there are none. */
export function schoolMeets(
  calendars: Calendars,
  place: { schoolId: number; authorityId: number },
): SchoolMeets {
  try {
    const { calendar, borrowed } = schoolDaysOf(calendars, place);
    const counted = new Set(calendar.counted);
    const on = (day: number) => (day < calendar.from || day > calendar.until ? undefined : counted.has(day));
    return { on, own: !borrowed };
  } catch (fault) {
    if (!(fault instanceof NoTermDates)) throw fault;
    return { on: () => undefined, own: false };
  }
}
