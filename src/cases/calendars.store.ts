import { sql } from "kysely";
import { bankHolidaysOfEngland, type Calendars, type TermSpan, type Terms } from "../calendar/index.ts";
import type { Database } from "../database/index.ts";

/** Whose school days count in a case: the school that the child left, and the authority. */
export type CasePlace = { authorityId: number; schoolId: number | null };

/** The terms of these schools and authorities and the bank holidays, in one query. */
export async function calendarsOf(database: Database, places: readonly CasePlace[]): Promise<Calendars> {
  const authorities = [...new Set(places.map(({ authorityId }) => authorityId))];
  const schools = [...new Set(places.flatMap(({ schoolId }) => schoolId ?? []))];
  const rows = await database
    .selectFrom("terms")
    .innerJoin("authorities", "authorities.id", "terms.authority_id")
    .leftJoin("schools", "schools.id", "terms.school_id")
    .where((row) =>
      row.or([
        row("terms.school_id", "=", sql<number>`any (${schools}::int[])`),
        row.and([
          row("terms.school_id", "is", null),
          row("terms.authority_id", "=", sql<number>`any (${authorities}::int[])`),
        ]),
      ]),
    )
    .select(["terms.school_id", "terms.authority_id", "terms.starts_on", "terms.ends_on", "terms.kind"])
    .select(sql<string>`coalesce(schools.name, authorities.name)`.as("called"))
    .orderBy("terms.starts_on")
    .execute();
  const found = { schools: new Map<number, Terms>(), authorities: new Map<number, Terms>() };
  for (const row of rows) {
    const [terms, id] =
      row.school_id === null ? [found.authorities, row.authority_id] : [found.schools, row.school_id];
    const span = { from: row.starts_on, until: row.ends_on, kind: row.kind as TermSpan["kind"] };
    terms.set(id, { called: row.called, spans: [...(terms.get(id)?.spans ?? []), span] });
  }
  return { bankHolidays: bankHolidaysOfEngland, ...found };
}
