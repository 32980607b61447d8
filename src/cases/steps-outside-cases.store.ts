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
  /** The last day at school, as the referral gives it. */
  lastAttended: Temporal.PlainDate | null;
};

export type WaitingQuestion = {
  id: number;
  reference: string;
  /** The authority that asks. */
  askedBy: string;
  askedAt: Temporal.Instant;
  dueAt: Temporal.Instant | null;
};

/** In which authorities the viewer decides on referrals and answers questions, and the area of the referrals asked for. */
export type WaitingAsked = {
  decidesIn: readonly number[];
  answersIn: readonly number[];
  areaId: number | undefined;
};

/** The oldest referrals that wait for a decision and the oldest questions that nobody has answered, in one query. */
export async function waitingOutsideCases(
  database: Database,
  { decidesIn, answersIn, areaId }: WaitingAsked,
): Promise<{ referrals: WaitingReferral[]; questions: WaitingQuestion[] }> {
  const { rows } = await sql<{ referrals: string; questions: string }>`
    select (select coalesce(json_agg(waiting), '[]')::text from (
        select r.id, r.reference, r.authority_id as "authorityId", r.school_id as "schoolId", r.form,
          authorities.procedure, r.received_at as "receivedAt", children.forename, children.surname,
          coalesce((r.content ->> 'urgent')::boolean, false) as urgent,
          coalesce((r.content ->> 'concern')::boolean, false) as concern,
          r.content -> 'answers' ->> 'lastAttended' as "lastAttended"
        from referrals r join authorities on authorities.id = r.authority_id
          left join children on children.id = r.child_id
        where r.authority_id = any (${decidesIn}::int[]) and r.case_id is null
          and not exists (select from searches s where s.referral_id = r.id and s.decision is not null)
          -- What came back may be hidden from the viewer; that the sender was answered is not.
          and (select count(*) from referral_progress p where p.referral_id = r.id) < 2
          ${areaId === undefined ? sql`` : sql`and r.area_id = ${areaId}`}
        order by r.received_at, r.id limit ${sql.lit(mostShown)}) as waiting) as referrals,
      (select coalesce(json_agg(waiting), '[]')::text from (
        select e.id, e.reference, authorities.name as "askedBy", e.asked_at as "askedAt", e.due_at as "dueAt"
        from enquiries e join authorities on authorities.id = e.authority_id
        where e.to_authority_id = any (${answersIn}::int[]) and e.answered_at is null
        order by e.asked_at, e.id limit ${sql.lit(mostShown)}) as waiting) as questions`.execute(database);
  const [{ referrals, questions } = { referrals: "[]", questions: "[]" }] = rows;
  return { referrals: JSON.parse(referrals, withDates), questions: JSON.parse(questions, withDates) };
}

function withDates(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (key === "lastAttended") return Temporal.PlainDate.from(value);
  return key.endsWith("At") ? Temporal.Instant.from(value) : value;
}
