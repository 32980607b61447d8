import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Answers } from "./answers.ts";
import type { Occasion } from "./questions.ts";

/** What was decided on a concern: who was told, or why nobody was. */
export type Decided = "social-care" | "police" | "no-referral";
export type Decision = {
  id: number;
  decided: Decided;
  spokenTo: string;
  toldOn: string | null;
  how: string;
  theirReference: string;
  reason: string;
  madeAt: string;
  madeBy: string;
  replies: { words: string; repliedOn: string; madeBy: string }[];
};

/** The questions as they were answered once, with what was decided on them. */
export type Assessment = {
  id: number;
  occasion: Occasion;
  answers: Answers;
  note: string;
  madeAt: Temporal.Instant;
  madeBy: string;
  decisions: Decision[];
};

/** The times that the questions were answered on a case, the latest first: a page of them, after which more may follow. [E03] */
export function assessmentsOf(
  database: Database,
  caseId: number,
  { before, count }: { before?: number | undefined; count: number },
): Promise<Assessment[]> {
  return assessmentsWhere(database, caseId, before === undefined ? sql`true` : sql`a.id < ${before}`, count);
}

/** One time that the questions were answered on a case. [E03] */
export async function assessmentWith(
  database: Database,
  caseId: number,
  assessmentId: number,
): Promise<Assessment | undefined> {
  return (await assessmentsWhere(database, caseId, sql`a.id = ${assessmentId}`, 1))[0];
}

/** Those on which it is still to be decided whom to tell, however long ago, the latest first. See `stillToTell`. [E03] */
export function assessmentsToDecide(database: Database, caseId: number): Promise<Assessment[]> {
  const told = (whom: Decided) =>
    sql`exists (select from safeguarding_decisions d where d.assessment_id = a.id and d.decided = ${whom})`;
  return assessmentsWhere(
    database,
    caseId,
    sql`a.fact_id is not null and not ${told("no-referral")}
      and (not ${told("social-care")} or a.answers ->> 'crime' = 'yes' and not ${told("police")})`,
    assessmentsAtOnce,
  );
}

/** If a decision on a case told an agency, so that a reply can come. */
export async function isTold(database: Database, caseId: number, decisionId: number): Promise<boolean> {
  const found = await database
    .selectFrom("safeguarding_decisions")
    .where("case_id", "=", caseId)
    .where("id", "=", decisionId)
    .where("decided", "<>", "no-referral")
    .select("id")
    .executeTakeFirst();
  return found !== undefined;
}

/** The decisions on one concern with what came back, as JSON. */
export function decisionsWhere(which: RawBuilder<unknown>): RawBuilder<Decision[]> {
  return sql`(select coalesce(json_agg(json_build_object('id', d.id, 'decided', d.decided, 'spokenTo', d.spoken_to, 'toldOn', d.told_on,
          'how', d.how, 'theirReference', d.their_reference, 'reason', d.reason, 'madeAt', d.made_at, 'madeBy', decider.name,
          'replies', (select coalesce(json_agg(json_build_object('words', r.words, 'repliedOn', r.replied_on, 'madeBy', hearer.name)
              order by r.id), '[]') from safeguarding_replies r join people hearer on hearer.id = r.made_by where r.decision_id = d.id))
          order by d.id), '[]')
        from safeguarding_decisions d join people decider on decider.id = d.made_by where ${which})`;
}

/** More concerns than these cannot be looked at on one page. */
const assessmentsAtOnce = 100;

async function assessmentsWhere(
  database: Database,
  caseId: number,
  wanted: RawBuilder<unknown>,
  count: number,
): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select a.id, a.occasion, a.answers, a.note, a.made_at as "madeAt", people.name as "madeBy",
      ${decisionsWhere(sql`d.assessment_id = a.id`)} as decisions
    from safeguarding_assessments a join people on people.id = a.made_by
    where a.case_id = ${caseId} and ${wanted} order by a.id desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** Keeps the answers to the questions. */
export async function insertAssessment(
  { database, viewer, now }: Context,
  told: { caseId: number; factId: number | null; occasion: Occasion; answers: Answers; note: string },
): Promise<number> {
  const { id } = await database
    .insertInto("safeguarding_assessments")
    .values({
      case_id: told.caseId,
      fact_id: told.factId,
      occasion: told.occasion,
      answers: JSON.stringify(told.answers),
      note: told.note,
      made_at: now,
      made_by: viewer.personId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps a decision on a concern. */
export async function insertDecision(
  { database, viewer, now }: Context,
  told: {
    caseId: number;
    assessmentId: number | null;
    /** The fact that raised it, where a flag did and not the questions. */
    concernId: number | null;
    factId: number | null;
    decided: Decided;
    spokenTo: string;
    toldOn: Temporal.PlainDate | null;
    how: string;
    theirReference: string;
    reason: string;
  },
): Promise<void> {
  await database
    .insertInto("safeguarding_decisions")
    .values({
      case_id: told.caseId,
      assessment_id: told.assessmentId,
      concern_id: told.concernId,
      fact_id: told.factId,
      decided: told.decided,
      spoken_to: told.spokenTo,
      told_on: told.toldOn,
      how: told.how,
      their_reference: told.theirReference,
      reason: told.reason,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}

/** Keeps what an agency answered to a referral. */
export async function insertReply(
  { database, viewer, now }: Context,
  told: { caseId: number; decisionId: number; words: string; repliedOn: Temporal.PlainDate },
): Promise<void> {
  await database
    .insertInto("safeguarding_replies")
    .values({
      case_id: told.caseId,
      decision_id: told.decisionId,
      words: told.words,
      replied_on: told.repliedOn,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}
