import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { SignedEntry } from "./entry.ts";

/** Appends entries in one statement, whoever they are of. */
export async function appendEntries(database: Database, entries: readonly SignedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    at: entry.at.toString(),
    person_id: entry.personId ?? null,
    authority_id: entry.authorityId ?? null,
    act: entry.act,
    subject: entry.subject ?? "",
    subject_id: entry.subjectId ?? null,
    child_id: entry.childId ?? null,
    details: entry.details ?? {},
    request: entry.request,
  }));
  // One parameter whatever the number of rows: the statement is prepared once.
  await sql`
    insert into audit_entries (at, person_id, authority_id, act, subject, subject_id, child_id, details, request)
    select at, person_id, authority_id, act, subject, subject_id, child_id, details, request
    from json_to_recordset(${JSON.stringify(rows)}::json) as entry (at timestamptz, person_id bigint, authority_id int,
      act text, subject text, subject_id bigint, child_id bigint, details jsonb, request text)`.execute(
    database,
  );
}

/** What the log is asked for. */
export type AuditAsked = {
  authorityIds: readonly number[];
  personId?: number | undefined;
  childId?: number | undefined;
  act?: string | undefined;
  /** What an entry is about, as a reference names it. */
  about?: { subject: string; subjectId: number } | undefined;
  /** Between these moments; the second is not included. */
  between?: readonly [Temporal.Instant, Temporal.Instant] | undefined;
  /** Entries before this one: the next page. */
  before?: number | undefined;
};

export type AuditLine = {
  id: number;
  at: Temporal.Instant;
  person: string | null;
  personId: number | null;
  act: string;
  subject: string;
  subjectId: number | null;
  childId: number | null;
  /** What people call it: a reference, a file's name, a system and what it is let into; null where there is none, or none that the viewer may know. */
  called: string | null;
  /** The child's name; null where the entry is about none, or about one whom the viewer may not see. */
  child: string | null;
  details: unknown;
};

/** The children whose names some lines show. */
export function childrenNamed(lines: readonly AuditLine[]): number[] {
  return [...new Set(lines.flatMap(({ child, childId }) => (child === null ? [] : (childId ?? []))))];
}

/** How a child is called whom the reader may not see. */
export const unseen = "a child you may not see";

/** One page of the log, newest first, of what the viewer may read of it, with the names of what the viewer may see. */
export function auditPage(database: Database, asked: AuditAsked, rows: number): Promise<AuditLine[]> {
  const { authorityIds, personId, childId, act, about, between, before } = asked;
  return database
    .with("page", (page) =>
      page
        .selectFrom("audit_entries")
        .where("authority_id", "=", sql<number>`any(${[...authorityIds]}::int[])`)
        .$if(personId !== undefined, (query) => query.where("person_id", "=", personId as number))
        .$if(childId !== undefined, (query) => query.where("child_id", "=", childId as number))
        .$if(act !== undefined, (query) => query.where("act", "=", act as string))
        .$if(about !== undefined, (query) =>
          query
            .where("subject", "=", about?.subject as string)
            .where("subject_id", "=", about?.subjectId as number),
        )
        .$if(between !== undefined, (query) =>
          query
            .where("at", ">=", between?.[0] as Temporal.Instant)
            .where("at", "<", between?.[1] as Temporal.Instant),
        )
        .$if(before !== undefined, (query) => query.where("id", "<", before as number))
        .selectAll()
        .orderBy("id", "desc")
        .limit(sql.lit(rows)),
    )
    .selectFrom("page")
    .leftJoin("people", "people.id", "page.person_id")
    .leftJoin("children", "children.id", "page.child_id")
    .select([
      "page.id",
      "page.at",
      "people.name as person",
      "page.person_id as personId",
      "page.act",
      "page.subject",
      "page.subject_id as subjectId",
      "page.child_id as childId",
      sql<string | null>`case page.subject
        when 'case' then (select reference from cases where id = page.subject_id)
        when 'referral' then (select reference from referrals where id = page.subject_id)
        when 'enquiry' then (select reference from enquiries where id = page.subject_id)
        when 'import' then (select file_name from imports where id = page.subject_id)
        when 'person' then (select name from people where id = page.subject_id)
        when 'client' then nullif(concat_ws(': ', (select called from api_clients where id = page.subject_id),
          (select string_agg(scope, ', ') from jsonb_array_elements_text(page.details->'scopes') as scope)), '') end`.as(
        "called",
      ),
      sql<string | null>`btrim(children.forename || ' ' || children.surname)`.as("child"),
      "page.details",
    ])
    .orderBy("page.id", "desc")
    .execute();
}

/** What a reference names, of what the viewer may see: a case, a referral or an enquiry. */
export async function namedBy(
  database: Database,
  reference: string,
): Promise<{ subject: string; subjectId: number } | undefined> {
  const { rows } = await sql<{ subject: string; subjectId: number }>`
    select 'case' as subject, id as "subjectId" from cases where reference = ${reference}
    union all select 'referral', id from referrals where reference = ${reference}
    union all select 'enquiry', id from enquiries where reference = ${reference} limit 1`.execute(database);
  return rows[0];
}

export type AuditChoices = { people: { id: number; name: string }[]; acts: string[]; child: string | null };

/** Whom and what the log can be narrowed to, and the name of the child it is narrowed to. */
export async function auditChoices(
  database: Database,
  authorityIds: readonly number[],
  childId: number | undefined,
): Promise<AuditChoices> {
  // Each act is one step along the index: to read them all out of the log would read all of it.
  const { rows } = await sql<AuditChoices>`
    with recursive act (authority_id, act) as (
      select authority.id, (select min(act) from audit_entries where authority_id = authority.id)
      from unnest(${[...authorityIds]}::int[]) as authority (id)
      union all
      select authority_id, (select min(e.act) from audit_entries e where e.authority_id = act.authority_id and e.act > act.act)
      from act where act is not null)
    select (select coalesce(json_agg(distinct act order by act), '[]') from act where act is not null) as acts,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]') from people
        where id in (select person_id from posts where authority_id = any (${[...authorityIds]}::int[]))) as people,
      (select btrim(forename || ' ' || surname) from children where id = ${childId ?? null}::bigint) as child`.execute(
    database,
  );
  return rows[0] ?? { people: [], acts: [], child: null };
}

/** When the log was last sealed, and how many seals there are. */
export async function lastSealed(
  database: Database,
): Promise<{ at: Temporal.Instant; seals: number } | undefined> {
  const found = await database
    .selectFrom("audit_seals")
    .select(["sealed_at as at", "id as seals"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return found;
}
