import type ICAL from "ical.js";
import { zone } from "../calendar/index.ts";
import type { SpanFault } from "./term-span.ts";

/** The days that an event lasts, both included. */
export type EventDays = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/**
 * The London days of an event. The end of a whole-day event is the day after its last (RFC 5545, 3.6.1), and so is an
 * end at midnight. Days that are none, a missing start and an event that repeats are faults.
 */
export function eventDays(event: ICAL.Component): EventDays | Omit<SpanFault, "at"> {
  if (event.hasProperty("rrule") || event.hasProperty("rdate"))
    return { field: "RRULE", fault: "It repeats.", mend: "Write each of its dates as an event of its own." };
  const start = event.getFirstProperty("dtstart");
  if (!start)
    return { field: "DTSTART", fault: "It has no day.", mend: "Give it the day on which it starts." };
  try {
    const from = momentOf(start);
    const duration = event.getFirstPropertyValue("duration");
    const end = event.getFirstProperty("dtend");
    const until = end ? momentOf(end) : duration ? from.add(Temporal.Duration.from(String(duration))) : from;
    return { from: from.toPlainDate(), until: lastDayBefore(from, until) };
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return {
      field: "DTSTART",
      fault: "Its days are not real days.",
      mend: "Write real ones, such as 20260903.",
    };
  }
}

function lastDayBefore(from: Temporal.PlainDateTime, until: Temporal.PlainDateTime): Temporal.PlainDate {
  const isMidnight = until.toPlainTime().equals(new Temporal.PlainTime());
  const after = Temporal.PlainDateTime.compare(until, from) !== 0;
  return isMidnight && after ? until.toPlainDate().subtract({ days: 1 }) : until.toPlainDate();
}

/** Asked of the text itself: the library makes 13 November of the 41st of October. Without a zone, it is London's. */
function momentOf(property: ICAL.Property): Temporal.PlainDateTime {
  const text = String((property.jCal as unknown[])[3]);
  if (text.endsWith("Z")) return Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime();
  return Temporal.PlainDateTime.from(text, { overflow: "reject" });
}
