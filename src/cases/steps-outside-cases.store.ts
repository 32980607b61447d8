import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { ProcedureAct } from "../procedures/index.ts";
import { actsHeld, holdingFlags } from "./hold.ts";

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
  atMost: number;
};

/**
 * At most so many referrals that wait for a decision, urgent ones and concerns first, then the oldest, and so many questions
 * that nobody has answered, the soonest due first; in one query.
 */
export async function waitingOutsideCases(
  database: Database,
  { decidesIn, answersIn, areaId, atMost }: WaitingAsked,
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
        order by urgent desc, concern desc, r.received_at, r.id limit ${sql.lit(atMost)}) as waiting) as referrals,
      (select coalesce(json_agg(waiting), '[]')::text from (
        select e.id, e.reference, authorities.name as "askedBy", e.asked_at as "askedAt", e.due_at as "dueAt"
        from enquiries e join authorities on authorities.id = e.authority_id
        where e.to_authority_id = any (${answersIn}::int[]) and e.answered_at is null
          and e.withdrawn_at is null and e.needless_since is null
        order by coalesce(e.due_at, e.asked_at), e.id limit ${sql.lit(atMost)}) as waiting) as questions`.execute(
    database,
  );
  const [{ referrals, questions } = { referrals: "[]", questions: "[]" }] = rows;
  return { referrals: JSON.parse(referrals, withDates), questions: JSON.parse(questions, withDates) };
}

function withDates(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (key === "lastAttended") return Temporal.PlainDate.from(value);
  return key.endsWith("At") ? Temporal.Instant.from(value) : value;
}

/** A step that is owed on a referral that was passed on. */
export type PassedOnStep = {
  reference: string;
  obligation: string;
  startedBy: number;
  act: ProcedureAct;
  asks: string;
  clause: string;
  dueAt: Temporal.Instant;
  owedBy: string;
  childId: number | null;
  forename: string;
  surname: string;
  mine: boolean;
  told: boolean;
  held: boolean;
  urgent: boolean;
};

/** Where the viewer has a list of work, by which role, and if they see there what others owe. */
export type WorkPost = { authorityId: number; areaId: number | null; role: string; others: boolean };

/** What is owed on referrals that were passed on: the viewer's own first, then what they are told of or wait for; the soonest due first. */
export async function passedOnSteps(
  database: Database,
  posts: readonly WorkPost[],
  {
    now,
    areaId,
    acts,
    atMost,
  }: {
    now: Temporal.Instant;
    areaId: number | undefined;
    acts?: readonly ProcedureAct[];
    atMost: number;
  },
): Promise<PassedOnStep[]> {
  const { rows } = await sql<PassedOnStep>`
    with post as (select * from json_to_recordset(${JSON.stringify(posts)}::json)
      as p ("authorityId" int, "areaId" int, role text, others boolean))
    select r.reference, o.obligation, o.started_by as "startedBy", o.act, o.asks, o.clause, o.due_at as "dueAt",
      roles.title as "owedBy", r.child_id as "childId", there.mine, not there.mine and there.told as told,
      coalesce(r.content -> 'child' ->> 'forename', children.forename, '') as forename,
      coalesce(r.content -> 'child' ->> 'surname', children.surname, '') as surname,
      o.state = 'suspended' or o.act = any (${actsHeld}::text[]) and coalesce((select true from child_flags f
        where f.child_id = r.child_id and f.flag = any (${holdingFlags}::text[]) and f.raised and not exists (
          select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)
        limit 1), false) as held, o.urgent
    from referral_obligations o join referrals r on r.id = o.referral_id join roles on roles.role = o.role
      left join children on children.id = r.child_id
      cross join lateral (select bool_or(post.role = o.role) as mine, bool_or(post.others) as others,
          bool_or(post.role = o.late_tell) and o.due_at < ${now} and o.state <> 'suspended' as told
        from post where post."authorityId" = r.authority_id and (post."areaId" is null or post."areaId" = r.area_id)) as there
    where o.state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended') and (o.state <> 'waiting' or o.due_at < ${now})
      and (there.mine or there.told or there.others) ${areaId === undefined ? sql`` : sql`and r.area_id = ${areaId}`}
      ${acts === undefined ? sql`` : sql`and o.act = any (${acts}::text[])`}
    order by there.mine desc, there.told desc, o.urgent desc, o.due_at, o.referral_id limit ${sql.lit(atMost)}`.execute(
    database,
  );
  return rows;
}
