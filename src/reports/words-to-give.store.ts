import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** A child about whom the safeguarding lead, or the social worker, owes somebody a word now. */
export type WordsToGive = {
  reference: string;
  /** Where what was told is recorded. */
  at: string;
  childId: number | null;
  forename: string;
  surname: string;
  /** What is asked of the safeguarding lead, with its clause. */
  asked: readonly string[];
  /** What is asked of the social worker, who has no list of it. */
  askedOfSocialWorker: readonly string[];
  /** The soonest of them. */
  dueAt: Temporal.Instant;
};

/**
 * The cases, closed ones too, and the referrals that were passed on, in which a safeguarding lead or social worker owes a word to social
 * care, the police or another agency: the soonest due first. (S, Notifications and actions; N2.7.4) [C02] [E03]
 */
export async function wordsToGive(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<WordsToGive[]> {
  const owed = sql`role in ('safeguarding-lead', 'social-worker') and act = 'tell-agency' and state in ('open', 'due-soon', 'overdue')`;
  const asksOf = (role: string) =>
    sql`coalesce(array_agg(distinct asks || ' (' || clause || ')') filter (where role = ${role}), '{}')`;
  const columns = sql`${asksOf("safeguarding-lead")} as asked, ${asksOf("social-worker")} as "askedOfSocialWorker", min(due_at) as "dueAt"`;
  const { rows } = await sql<WordsToGive>`
    select k.reference, '/cases/' || k.reference || '/safeguarding' as at, k.child_id as "childId", c.forename, c.surname,
      o.asked, o."askedOfSocialWorker", o."dueAt"
    from (select case_id, ${columns} from obligations where authority_id = ${authorityId} and ${owed} group by case_id) o
      join cases k on k.id = o.case_id join children c on c.id = k.child_id
    union all
    select r.reference, '/passed-on/' || r.reference, r.child_id, coalesce(c.forename, r.content -> 'child' ->> 'forename', ''),
      coalesce(c.surname, r.content -> 'child' ->> 'surname', ''), o.asked, o."askedOfSocialWorker", o."dueAt"
    from (select referral_id, ${columns} from referral_obligations where ${owed} group by referral_id) o
      join referrals r on r.id = o.referral_id and r.authority_id = ${authorityId} left join children c on c.id = r.child_id
    where r.child_id is null or c.id is not null
    order by 8, 1 limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}
