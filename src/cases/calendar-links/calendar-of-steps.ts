import ICAL from "ical.js";
import { dayOf } from "../../calendar/index.ts";
import type { WorkStep } from "../my-work.ts";

export type StepInCalendar = Pick<WorkStep, "key" | "todo" | "reference" | "recordAt" | "dueAt" | "clause">;

/**
 * One's own steps as an iCalendar file (RFC 5545): an entry for each on its day, and today how many are late. It lies on other people's
 * machines, so it says what to do and on which case, never whom it is about.
 */
export function calendarOfSteps(
  steps: readonly StepInCalendar[],
  { address, now }: { address: string; now: Temporal.Instant },
): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//Keepsight//My work//EN");
  calendar.updatePropertyWithValue("x-wr-calname", "Keepsight: my work");
  const late = steps.filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) < 0);
  for (const { key, todo, reference, recordAt, dueAt, clause } of steps)
    calendar.addSubcomponent(
      entryOn(dayOf(dueAt), now, {
        uid: `${key}@keepsight`,
        summary: `${todo}: ${reference}`,
        description: `${clause}\n${address}${recordAt}`,
        url: `${address}${recordAt}`,
      }),
    );
  if (late.length > 0)
    calendar.addSubcomponent(
      entryOn(dayOf(now), now, {
        uid: "late@keepsight",
        summary: `${late.length} late in Keepsight`,
        description: `${address}/my-work`,
        url: `${address}/my-work`,
      }),
    );
  return `${calendar.toString()}\r\n`;
}

function entryOn(
  day: Temporal.PlainDate,
  now: Temporal.Instant,
  words: { uid: string; summary: string; description: string; url: string },
): ICAL.Component {
  const entry = new ICAL.Component("vevent");
  for (const [name, value] of Object.entries(words)) entry.updatePropertyWithValue(name, value);
  entry.updatePropertyWithValue("dtstamp", ICAL.Time.fromJSDate(new Date(now.epochMilliseconds), true));
  entry.updatePropertyWithValue("dtstart", ICAL.Time.fromDateString(day.toString()));
  entry.updatePropertyWithValue("dtend", ICAL.Time.fromDateString(day.add({ days: 1 }).toString()));
  entry.updatePropertyWithValue("transp", "TRANSPARENT");
  return entry;
}
