import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import { momentNamed } from "./fact-pattern-file.ts";
import { obligationsOf } from "./obligations.ts";
import type { Example, ObligationState, Procedure, Rule } from "./procedure.ts";
import { isClockUnit } from "./units.ts";
import { withWhatBegins } from "./what-begins.ts";

/** What the school of the examples is called, whose terms are the file's own. */
export const exampleSchool = "the invented school";
const place = { schoolId: 1, authorityId: 1 };

/**
 * What a rule says in a worked example: its state, and the due day (for minutes and hours, the due moment) as the file
 * writes it. Only rules that begin it are read beside it, so that another's mistake is not shown as this one's.
 * Throws CalendarTooShort and NoTermDates, never of a procedure that could be read.
 */
export function workedOut(
  procedure: Procedure,
  rule: Rule,
  example: Example,
): { state: ObligationState; due: string } | undefined {
  const found = obligationsOf({
    procedures: [inForceAlways(procedure, withWhatBegins(rule, procedure.rules))],
    about: rule.about,
    facts: example.given,
    calendars: calendarsOf(procedure),
    place,
    now: example.now,
  }).findLast((each) => each.id === rule.id);
  if (found === undefined) return undefined;
  const byTheClock = isClockUnit(rule.within.unit);
  const isThen = byTheClock && momentNamed(example.due)?.equals(found.dueAt) === true;
  return {
    state: found.state,
    due: isThen ? example.due : String(byTheClock ? found.dueAt : found.dueOn),
  };
}

/** An example may lie before the first day of a version, or of a rule, that is not in force yet. */
function inForceAlways(procedure: Procedure, rules: readonly Rule[]): Procedure {
  return { ...procedure, runsWith: [], rules: rules.map((rule) => ({ ...rule, commences: undefined })) };
}

function calendarsOf({ exampleTerms }: Procedure): Calendars {
  const known = calendars.get(exampleTerms) ?? {
    bankHolidays: bankHolidaysOfEngland,
    schools: new Map([[place.schoolId, { called: exampleSchool, spans: exampleTerms }]]),
    authorities: new Map(),
  };
  calendars.set(exampleTerms, known);
  return known;
}

// Counting out a calendar takes longer than the example, and all examples of a file share one.
const calendars = new WeakMap<Procedure["exampleTerms"], Calendars>();
