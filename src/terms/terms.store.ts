import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import type { Span, SpanKind } from "./term-span.ts";

/** A school, or an authority (schoolId null), whose term dates somebody may send. `code`: LAESTAB or authority code. */
export type TermPlace = {
  code: string;
  name: string;
  authority: string;
  authorityId: number;
  schoolId: number | null;
};

/** All places of these authorities, and these schools: authorities first, by name. */
export async function termPlaces(
  database: Database,
  { authorityIds, schoolIds }: { authorityIds: readonly number[]; schoolIds: readonly number[] },
): Promise<TermPlace[]> {
  const { rows } = await sql<TermPlace>`
    select * from (
      select code, name, name as authority, id as "authorityId", null::int as "schoolId"
        from authorities where id = any (${authorityIds}::int[])
      union all
      select laestab, schools.name, authorities.name, authority_id, schools.id
        from schools join authorities on authorities.id = authority_id
        where authority_id = any (${authorityIds}::int[]) or schools.id = any (${schoolIds}::int[])) as places
    order by "schoolId" is not null, name`.execute(database);
  return rows;
}

/** Whose stretches they are, as one word. */
export function ownerOf({ authorityId, schoolId }: Pick<TermPlace, "authorityId" | "schoolId">): string {
  return `${authorityId}/${schoolId ?? "whole"}`;
}

/** All that is known in the authorities of these places, by `ownerOf`, in order. */
export async function knownSpans(
  database: Database,
  places: readonly TermPlace[],
): Promise<Map<string, KnownSpan[]>> {
  const authorityIds = [...new Set(places.map(({ authorityId }) => authorityId))];
  const rows = await database
    .selectFrom("terms")
    .where("authority_id", "=", sql<number>`any (${authorityIds}::int[])`)
    .select(["id", "authority_id as authorityId", "school_id as schoolId", "kind"])
    .select(["starts_on as from", "ends_on as until"])
    .orderBy("starts_on")
    .execute();
  const spans = rows.map((row) => ({ ...row, kind: row.kind as SpanKind }));
  return Map.groupBy(spans, ownerOf);
}

/**
 * The last year of what each owner has, as `knownSpans`: what ends and when is asked for on somebody's first page, and a
 * county has four hundred schools.
 */
export async function lastYearsSpans(
  database: Database,
  places: readonly TermPlace[],
): Promise<Map<string, KnownSpan[]>> {
  const authorityIds = [...new Set(places.map(({ authorityId }) => authorityId))];
  const { rows } = await sql<KnownSpan & Pick<TermPlace, "authorityId" | "schoolId">>`
    select id, authority_id as "authorityId", school_id as "schoolId", kind, starts_on as "from", ends_on as "until"
    from (select *, max(ends_on) over (partition by authority_id, school_id) as last from terms
      where authority_id = any (${authorityIds}::int[])) as owned
    where ends_on > last - 366 order by starts_on`.execute(database);
  return Map.groupBy(rows, ownerOf);
}

/** Keeps others from changing term dates until the transaction ends: two files at once might overlap each other. */
export async function holdTerms(database: Database): Promise<void> {
  await sql`lock table terms in share row exclusive mode`.execute(database);
}

/** Takes stretches out and puts others in. */
export async function replaceSpans(
  database: Database,
  remove: readonly KnownSpan[],
  add: readonly (Span & Pick<TermPlace, "authorityId" | "schoolId">)[],
): Promise<void> {
  const ids = remove.map(({ id }) => id);
  await sql`delete from terms where id = any (${ids}::int[])`.execute(database);
  const rows = add.map(({ authorityId, schoolId, kind, from, until }) => ({
    authority_id: authorityId,
    school_id: schoolId,
    kind,
    starts_on: String(from),
    ends_on: String(until),
  }));
  await sql`
    insert into terms (authority_id, school_id, kind, starts_on, ends_on)
    select authority_id, school_id, kind, starts_on, ends_on from json_to_recordset(${JSON.stringify(rows)}::json)
      as given (authority_id int, school_id int, kind text, starts_on date, ends_on date)`.execute(database);
}
