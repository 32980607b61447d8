import type { Command } from "commander";
import {
  bankHolidaysOfEngland,
  type Calendars,
  CalendarTooShort,
  NoTermDates,
  zone,
} from "../calendar/index.ts";
import { type FactsAsked, momentTyped } from "./facts-file.ts";
import { factsNamed, procedureNamed } from "./files-named.run.ts";
import type { Obligation } from "./obligation.ts";
import { obligationsOf } from "./obligations.ts";

/** Whose school days count: one school of one authority. */
const place = { schoolId: 1, authorityId: 1 };

/** Prints obligations as JSON, always the same keys in the same order. */
export function runDeadlines(
  files: string[],
  options: { facts: string; now: string; knownAt?: string },
  command: Command,
): void {
  const procedures = files.map((file) => procedureNamed(file, command));
  const asked = factsNamed(options.facts, command);
  const now = momentNamed(options.now, "--now", command);
  const knownAt =
    options.knownAt === undefined ? undefined : momentNamed(options.knownAt, "--known-at", command);
  const calendars = calendarsFor(asked);
  try {
    const owed = obligationsOf({ procedures, facts: asked.facts, calendars, place, now, knownAt });
    console.log(JSON.stringify(owed.map(inJson), undefined, 2));
  } catch (fault) {
    if (fault instanceof NoTermDates)
      command.error(
        `${options.facts}: A deadline is counted in school days or terms. Add "terms" to the facts.`,
      );
    if (!(fault instanceof CalendarTooShort)) throw fault;
    command.error(`${options.facts}: ${fault.message}`);
  }
}

function momentNamed(typed: string, option: string, command: Command): Temporal.Instant {
  const found = momentTyped(typed);
  return "moment" in found ? found.moment : command.error(`${option} ${typed}: ${found.mend}`);
}

/** Terms are a school's when one is named, and else the authority's. */
function calendarsFor({ school, terms }: FactsAsked): Calendars {
  const given = new Map([[1, { called: school ?? "the authority", spans: terms }]]);
  return {
    bankHolidays: bankHolidaysOfEngland,
    schools: school === undefined ? new Map() : given,
    authorities: school === undefined ? given : new Map(),
  };
}

/** An obligation for other programs: always these keys in this order, moments in London with their zone. */
function inJson(each: Obligation): object {
  return {
    procedure: each.procedure,
    version: each.version,
    id: each.id,
    clause: each.clause,
    asks: each.asks,
    role: each.role,
    act: each.act,
    state: each.state,
    startedAt: inLondon(each.startedAt),
    startedBy: each.startedBy,
    dueAt: inLondon(each.dueAt),
    dueOn: each.dueOn,
    metAt: each.metAt === undefined ? null : inLondon(each.metAt),
    metBy: each.metBy ?? null,
    why: each.why,
    reading: each.reading ?? null,
    late: each.late ?? null,
  };
}

function inLondon(moment: Temporal.Instant): string {
  return moment.toZonedDateTimeISO(zone).toString();
}
