import ICAL from "ical.js";
import { UnreadableFile } from "../feeds/index.ts";
import { faultOfDays } from "./check-span.ts";
import { type EventDays, eventDays } from "./event-days.ts";
import { type EventMeaning, meaningOf } from "./event-words.ts";
import { type Marker, pairMarkers } from "./first-and-last-days.ts";
import type { SpansRead } from "./read-terms-file.ts";
import { type GivenSpan, type SpanFault, type SpanKind, spanInWords } from "./term-span.ts";

/** Longer than any half-term: the name of a term that holds the word. */
const longestHalfTerm = 24;

/**
 * The stretches that an iCalendar file gives, as councils publish it: events named "Autumn term", "Half-term",
 * "Training day", "School closed", or the first and last days of terms. Holidays and bank holidays are passed over.
 * An event whose name or days do not say what is meant is a fault. @throws UnreadableFile
 */
export function readTermsCalendar(text: string): SpansRead {
  const read: SpansRead = { unit: "Event", spans: [], faults: [] };
  const markers: Marker[] = [];
  for (const [place, event] of eventsIn(text).entries()) {
    const at = place + 1;
    const summary = String(event.getFirstPropertyValue("summary") ?? "").trim();
    const meaning = meaningOf(summary);
    if (meaning === "without-effect") continue;
    const days = eventDays(event);
    const fault = meaning === undefined ? faultOfName(summary) : "fault" in days ? days : undefined;
    if (fault) read.faults.push({ ...fault, at });
    else takeEvent(read, markers, at, meaning as EventMeaning, days as EventDays);
  }
  pairMarkers(read, markers);
  return read;
}

function eventsIn(text: string): ICAL.Component[] {
  try {
    const parsed: unknown[] = ICAL.parse(text);
    // One calendar is [name, properties, events]; several are a list of such.
    const calendars = typeof parsed[0] === "string" ? [parsed] : (parsed as unknown[][]);
    return calendars.flatMap((one) => new ICAL.Component(one).getAllSubcomponents("vevent"));
  } catch (fault) {
    throw new UnreadableFile(
      `This calendar is torn or no iCalendar file: ${(fault as Error).message.slice(0, 120)}. Export it again and send that.`,
    );
  }
}

function faultOfName(summary: string): Omit<SpanFault, "at"> {
  return {
    field: "SUMMARY",
    fault: summary === "" ? "The event has no name." : `'${summary.slice(0, 60)}' does not say what it is.`,
    mend: "Call it Term, Half-term, Training day or Closed, or leave it out.",
  };
}

function takeEvent(
  { spans, faults }: SpansRead,
  markers: Marker[],
  at: number,
  meaning: EventMeaning,
  days: EventDays,
): void {
  const isMarker = meaning === "first-day" || meaning === "last-day";
  // "Autumn term ends" is a day; over weeks it is the term itself.
  if (isMarker && days.from.equals(days.until)) {
    markers.push({ at, day: days.from, meaning });
    return;
  }
  const span: GivenSpan = { ...days, at, code: undefined, kind: isMarker ? "term" : (meaning as SpanKind) };
  const fault = faultOfDays(span, "DTEND") ?? faultOfLength(span);
  if (fault) faults.push({ ...fault, at });
  else spans.push(span);
}

function faultOfLength(span: GivenSpan): Omit<SpanFault, "at"> | undefined {
  const days = span.from.until(span.until).days + 1;
  if (span.kind === "half-term" && days > longestHalfTerm)
    return {
      field: "SUMMARY",
      fault: `It is called a half-term and lasts from ${spanInWords(span)}.`,
      mend: "If pupils are at school in it, call it Term.",
    };
  if (span.kind === "term" && days === 1)
    return {
      field: "SUMMARY",
      fault: `It is called a term and is one day, ${spanInWords(span)}.`,
      mend: "Call it 'Term starts' or 'Term ends', or give it the term's last day.",
    };
  return undefined;
}
