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
