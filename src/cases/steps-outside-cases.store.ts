import { sql } from "kysely";
import type { Database } from "../database/index.ts";

const mostShown = 50;

export type WaitingReferral = {
  id: number;
  reference: string;
  authorityId: number;
  schoolId: number | null;
  form: string;
  procedure: string;
  receivedAt: Temporal.Instant;
  forename: string | null;
  surname: string | null;
  urgent: boolean;
  concern: boolean;
};

/** The oldest referrals to these authorities that wait for somebody to decide. */
export async function referralsWaiting(
  database: Database,
  authorities: readonly number[],
  areaId: number | undefined,
): Promise<WaitingReferral[]> {
  const { rows } = await sql<WaitingReferral>`
    select r.id, r.reference, r.authority_id as "authorityId", r.school_id as "schoolId", r.form, authorities.procedure,
      r.received_at as "receivedAt", children.forename, children.surname,
      coalesce((r.content ->> 'urgent')::boolean, false) as urgent,
      coalesce((r.content ->> 'concern')::boolean, false) as concern
    from referrals r join authorities on authorities.id = r.authority_id left join children on children.id = r.child_id
    where r.authority_id = any (${authorities}::int[]) and r.case_id is null
      and not exists (select from searches s where s.referral_id = r.id and s.decision is not null)
      ${areaId === undefined ? sql`` : sql`and r.area_id = ${areaId}`}
    order by r.received_at, r.id limit ${mostShown}`.execute(database);
  return rows;
}

export type WaitingQuestion = {
  id: number;
  reference: string;
  /** The authority that asks, whose procedure says how soon it hopes for an answer. */
  askedBy: string;
  authorityId: number;
  procedure: string;
  askedAt: Temporal.Instant;
};

/** The oldest questions of other authorities to these that nobody has answered. */
export async function questionsWaiting(
  database: Database,
  authorities: readonly number[],
): Promise<WaitingQuestion[]> {
  const { rows } = await sql<WaitingQuestion>`
    select e.id, e.reference, authorities.name as "askedBy", e.authority_id as "authorityId", authorities.procedure,
      e.asked_at as "askedAt"
    from enquiries e join authorities on authorities.id = e.authority_id
    where e.to_authority_id = any (${authorities}::int[]) and e.answered_at is null
    order by e.asked_at, e.id limit ${mostShown}`.execute(database);
  return rows;
}
