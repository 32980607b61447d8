import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** What can happen that other systems are told. */
export const changeKinds = [
  "referral-received",
  "referral-acknowledged",
  "referral-answered",
  "case-opened",
  "case-changed",
  "case-closed",
  "case-reopened",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One thing that happened, by the reference of the record that it happened to. */
export type Change = {
  id: number;
  position: number;
  kind: ChangeKind;
  reference: string;
  happenedAt: Temporal.Instant;
};

/** For whom changes are read: all of an authority, or what concerns one of its schools or agencies. */
export type ChangesOf = { authorityId: number; schoolId: number | null; agencyId: number | null };

/** Gives what has been committed its place; then no reader can pass a change that comes later. */
export async function numberChanges(database: Database): Promise<void> {
  await sql`select number_changes()`.execute(database);
}

/** What happened after a place to records that the viewer may know of, in the order of their places. */
export async function changesAfter(
  database: Database,
  { authorityId, schoolId, agencyId }: ChangesOf,
  { after, rows, kinds }: { after: number; rows: number; kinds?: readonly ChangeKind[] },
): Promise<Change[]> {
  const place =
    schoolId !== null
      ? sql`c.school_id = ${schoolId}`
      : agencyId !== null
        ? sql`c.agency_id = ${agencyId}`
        : sql`c.authority_id = ${authorityId}`;
  const { rows: found } = await sql<Change>`
    select c.id, c.position, c.kind, coalesce(cases.reference, referrals.reference) as reference, c.happened_at as "happenedAt"
    from changes c left join cases on cases.id = c.case_id left join referrals on referrals.id = c.referral_id
    where ${place} and c.position > ${after} ${kinds ? sql`and c.kind = any (${kinds}::text[])` : sql``}
    order by c.position limit ${sql.lit(rows)}`.execute(database);
  return found;
}

/** The last place that has been given, as the owner knows it. */
export async function lastPlace(database: Database): Promise<number> {
  const { rows } = await sql<{
    place: number;
  }>`select coalesce(max(position), 0) as place from changes`.execute(database);
  return rows[0]?.place ?? 0;
}
