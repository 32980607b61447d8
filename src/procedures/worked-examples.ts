import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import { momentNamed } from "./fact-pattern-file.ts";
import { obligationsOf } from "./obligations.ts";
import type { Example, ObligationState, Procedure, Rule } from "./procedure.ts";
import { isClockUnit } from "./units.ts";

const place = { schoolId: 1, authorityId: 1 };

/** What a rule says in a worked example: its state, and the due day (for minutes and hours, the due moment) as the file writes it. */
export function workedOut(
  procedure: Procedure,
  rule: Rule,
  example: Example,
): { state: ObligationState; due: string } | undefined {
  const found = obligationsOf({
    procedures: [inForceAlways(procedure)],
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
function inForceAlways(procedure: Procedure): Procedure {
  const rules = procedure.rules.map((rule) => ({ ...rule, commences: undefined }));
  return { ...procedure, runsWith: [], rules };
}

function calendarsOf(procedure: Procedure): Calendars {
  const terms = { called: "the invented school", spans: procedure.exampleTerms };
  return {
    bankHolidays: bankHolidaysOfEngland,
    schools: new Map([[place.schoolId, terms]]),
    authorities: new Map(),
  };
}
