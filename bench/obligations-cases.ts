import { bankHolidaysOfEngland, type Calendars, type Place, type TermSpan } from "../src/calendar/index.ts";
import { inventedHistory } from "../src/lives/index.ts";
import type { CaseFact, Procedure } from "../src/procedures/index.ts";

/** A case of an invented county: its facts, whose school days count, and the procedures that apply to its child. */
export type BenchCase = { facts: readonly CaseFact[]; place: Place; procedures: readonly Procedure[] };

/** Draws numbers from 0 up to but not including 1, the same ones for the same seed. */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const schools = 200;

/** The years' terms of one authority and of 200 invented schools, of which half keep other half-terms. */
export const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(
    Array.from({ length: schools }, (_, place) => [
      place + 1,
      { called: `school ${place + 1}`, spans: termsWith(place % 2 === 0 ? 16 : 23) },
    ]),
  ),
  authorities: new Map([[1, { called: "the authority", spans: termsWith(16) }]]),
};

function termsWith(halfTerm: number): TermSpan[] {
  return [2024, 2025, 2026, 2027, 2028, 2029].flatMap((year) => [
    span(year, `01-05/03-27`, "term"),
    span(year, `02-${halfTerm}/02-${halfTerm + 4}`, "half-term"),
    span(year, "04-13/07-21", "term"),
    span(year, "05-25/05-29", "half-term"),
    span(year, "09-02/12-18", "term"),
    span(year, "10-26/10-30", "half-term"),
  ]);
}

function span(year: number, days: string, kind: TermSpan["kind"]): TermSpan {
  const [from = "", until = ""] = days.split("/").map((day) => `${year}-${day}`);
  return { from: Temporal.PlainDate.from(from), until: Temporal.PlainDate.from(until), kind };
}

/**
 * Cases without end, none held: some thousand invented pasts are lived through, and each case is one of them, moved by
 * whole weeks into another time and to another school. `worked` are the procedures of each kind of authority in turn.
 */
export function casesOf(
  worked: readonly (readonly Procedure[])[],
  now: Temporal.Instant,
  pasts: number,
): () => BenchCase {
  const chance = chanceFrom(7);
  const pool = Array.from({ length: pasts }, (_, place) => {
    const procedures = worked[place % worked.length] ?? [];
    return { procedures, facts: pastOf(procedures, now, chance) };
  }).filter(({ facts }) => facts.some(({ kind }) => kind === "case-opened"));
  let next = 0;
  return () => {
    const { procedures, facts } = pool[next++ % pool.length] ?? { procedures: [], facts: [] };
    const hours = -24 * 7 * Math.floor(chance() * 40);
    const place = { schoolId: 1 + Math.floor(chance() * schools), authorityId: 1 };
    return { procedures, place, facts: facts.map((fact) => earlier(fact, hours)) };
  };
}

function earlier(fact: CaseFact, hours: number): CaseFact {
  return { ...fact, happenedAt: fact.happenedAt.add({ hours }), madeAt: fact.madeAt.add({ hours }) };
}

function pastOf(procedures: readonly Procedure[], now: Temporal.Instant, chance: () => number): CaseFact[] {
  let enquiries = 0;
  const people = { posts: {}, owner: 2, schoolName: "Lantern Primary", newSchoolName: "Harbour Primary" };
  const child = { childId: 1, authorityId: 1, areaId: 1, schoolId: 1, enquiryId: () => ++enquiries };
  const { facts } = inventedHistory({ ...people, ...child }, { procedures, calendars, now }, chance);
  return facts.map(
    (fact, place) => ({ ...fact, id: place + 1, madeAt: fact.happenedAt }) as unknown as CaseFact,
  );
}
