import { sql } from "kysely";
import type { Database } from "../database/index.ts";

export type HeldCase = {
  caseId: number;
  reference: string;
  childId: number;
  forename: string;
  surname: string;
  missingSince: Temporal.PlainDate | null;
  owner: string | null;
  /** Since when the child's own record forbids contact with the family. */
  flaggedAt: Temporal.Instant | null;
  /** What is not to be done meanwhile, in the procedure's words. */
  suspended: string | null;
};

/** The open cases in which something must not be done now: those of flagged children first, then the longest missing. */
export async function heldCases(
  database: Database,
  { authorityId, flags, atMost }: { authorityId: number; flags: readonly string[]; atMost: number },
): Promise<HeldCase[]> {
  const { rows } = await sql<HeldCase>`
    with flagged as materialized (
      select child_id, min(made_at) as since from child_flags f where flag = any (${flags}::text[]) and raised
        and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)
      group by child_id),
    suspended as materialized (
      select case_id, string_agg(distinct asks, ' ') as asks from obligations
      where authority_id = ${authorityId} and state = 'suspended' group by case_id)
    select cases.id as "caseId", cases.reference, cases.child_id as "childId", children.forename, children.surname,
      cases.missing_since as "missingSince", people.name as owner, flagged.since as "flaggedAt", suspended.asks as suspended
    from cases join children on children.id = cases.child_id left join people on people.id = cases.owner_id
      left join flagged on flagged.child_id = cases.child_id left join suspended on suspended.case_id = cases.id
    where cases.authority_id = ${authorityId} and cases.open
      and (cases.id in (select case_id from suspended) or cases.child_id in (select child_id from flagged))
    order by flagged.since is null, cases.missing_since nulls first, cases.id limit ${sql.lit(atMost)}`.execute(
    database,
  );
  return rows;
}

export type UrgentReferral = {
  id: number;
  reference: string;
  childId: number | null;
  forename: string;
  surname: string;
  school: string | null;
  receivedAt: Temporal.Instant;
  urgent: boolean;
  concern: boolean;
  words: string;
};

/** The referrals on which nobody has decided and whose sender says that they cannot wait, or fears for the child. */
export async function urgentReferrals(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<UrgentReferral[]> {
  const { rows } = await sql<UrgentReferral>`
    select r.id, r.reference, r.child_id as "childId", coalesce(r.content -> 'child' ->> 'forename', c.forename, '') as forename,
      coalesce(r.content -> 'child' ->> 'surname', c.surname, '') as surname, s.name as school, r.received_at as "receivedAt",
      coalesce((r.content ->> 'urgent')::boolean, false) as urgent, coalesce((r.content ->> 'concern')::boolean, false) as concern,
      concat_ws(' ', r.content -> 'answers' ->> 'urgentWords', r.content -> 'answers' ->> 'concernWords') as words
    from referrals r left join schools s on s.id = r.school_id left join children c on c.id = r.child_id
    where r.authority_id = ${authorityId} and r.case_id is null
      and ((r.content ->> 'urgent')::boolean or (r.content ->> 'concern')::boolean)
      -- What was decided may be hidden from the viewer; that the sender was answered is not.
      and (select count(*) from referral_progress p where p.referral_id = r.id) < 2
    order by urgent desc, r.received_at, r.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}
