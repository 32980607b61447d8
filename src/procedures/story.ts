import { bankHolidaysOfEngland, type Calendars, dayInWords, dayOf } from "../calendar/index.ts";
import { dueAfter } from "./due.ts";
import { dutiesOf } from "./duties.ts";
import { type CaseFact, factKinds } from "./fact-kinds.ts";
import { movesOf } from "./moves.ts";
import { Plan } from "./plan.ts";
import type { Rule } from "./procedure.ts";
import type { Happening } from "./states.ts";

/** Something that makes a procedure unfit for use, with the story that shows it. */
export type Flaw = { flaw: string; story: readonly string[] };

const morning = Temporal.Instant.from("2026-03-02T10:00Z");
const invented = {
  from: Temporal.PlainDate.from("2025-09-01"),
  until: Temporal.PlainDate.from("2029-08-31"),
};
const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(),
  authorities: new Map([[1, { called: "an invented year", spans: [{ ...invented, kind: "term" }] }]]),
};

/** A story with invented dates: a thing a day, and what becomes overdue on the day after its last. */
export function storyInWords(story: readonly Happening[], rules: readonly Rule[]): string[] {
  let at = morning;
  const facts: CaseFact[] = [];
  return story.map((happening, place) => {
    if (place > 0) at = at.add({ hours: 24 });
    if (happening.fact) {
      facts.push({ ...happening.fact, id: place + 1, happenedAt: at, madeAt: at });
      return `${dayInWords(dayOf(at))}: ${told(happening.fact)}`;
    }
    at = later(at, overdueAt(happening.late, facts, rules));
    return `${dayInWords(dayOf(at))}: "${happening.late.id}" is overdue`;
  });
}

function overdueAt(
  late: Rule,
  facts: readonly CaseFact[],
  rules: readonly Rule[],
): Temporal.Instant | undefined {
  const plan = new Plan([rules], []);
  const history = facts.map((fact) => ({ fact, ms: fact.happenedAt.epochMilliseconds }));
  const duties = dutiesOf(plan, movesOf(plan, history), { lateAfter: () => undefined, now: 0 });
  const begunAt = duties.findLast(({ rule }) => rule.id === late.id)?.starts.at ?? facts.at(-1)?.happenedAt;
  return begunAt && dueAfter(begunAt, late.within, calendars, { authorityId: 1 }).at.add({ hours: 10 });
}

function later(one: Temporal.Instant, other: Temporal.Instant | undefined): Temporal.Instant {
  return other && Temporal.Instant.compare(other, one) > 0 ? other : one;
}

function told({ kind, details }: CaseFact): string {
  const holds: Record<string, unknown> = factKinds[kind].details;
  const words = Object.entries(details).flatMap(([name, word]) =>
    Array.isArray(holds[name]) && typeof word === "string" ? [word] : [],
  );
  return words.length > 0 ? `${factKinds[kind].called} (${words.join(", ")})` : factKinds[kind].called;
}
