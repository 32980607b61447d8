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
  subject?: string | undefined;
  subjectId?: number | undefined;
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
  details: unknown;
};

/** One page of the log, newest first, of what the viewer may read of it. */
export function auditPage(database: Database, asked: AuditAsked, rows: number): Promise<AuditLine[]> {
  const { authorityIds, personId, childId, subject, subjectId, before } = asked;
  return database
    .selectFrom("audit_entries")
    .leftJoin("people", "people.id", "audit_entries.person_id")
    .where("audit_entries.authority_id", "=", sql<number>`any(${[...authorityIds]}::int[])`)
    .$if(personId !== undefined, (query) => query.where("audit_entries.person_id", "=", personId as number))
    .$if(childId !== undefined, (query) => query.where("audit_entries.child_id", "=", childId as number))
    .$if(subject !== undefined, (query) => query.where("audit_entries.subject", "=", subject as string))
    .$if(subjectId !== undefined, (query) =>
      query.where("audit_entries.subject_id", "=", subjectId as number),
    )
    .$if(before !== undefined, (query) => query.where("audit_entries.id", "<", before as number))
    .select([
      "audit_entries.id",
      "audit_entries.at",
      "people.name as person",
      "audit_entries.person_id as personId",
      "audit_entries.act",
      "audit_entries.subject",
      "audit_entries.subject_id as subjectId",
      "audit_entries.child_id as childId",
      "audit_entries.details",
    ])
    .orderBy("audit_entries.id", "desc")
    .limit(sql.lit(rows))
    .execute();
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
