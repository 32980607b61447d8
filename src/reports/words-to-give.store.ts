import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** A child about whom the safeguarding lead owes somebody a word now. */
export type WordsToGive = {
  reference: string;
  /** Where what was told is recorded. */
  at: string;
  childId: number | null;
  forename: string;
  surname: string;
  /** What is asked, with its clause. */
  asked: readonly string[];
  /** The soonest of them. */
  dueAt: Temporal.Instant;
};

/**
 * The cases, closed ones too, and the referrals that were passed on, in which a safeguarding lead owes a word to social care, the
 * police or another agency: the soonest due first. (S, Notifications and actions; N2.7.4) [C02] [E03]
 */
export async function wordsToGive(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<WordsToGive[]> {
  const owed = sql`role = 'safeguarding-lead' and act = 'tell-agency' and state in ('open', 'due-soon', 'overdue')`;
  const columns = sql`array_agg(distinct asks || ' (' || clause || ')') as asked, min(due_at) as "dueAt"`;
  const { rows } = await sql<WordsToGive>`
    select k.reference, '/cases/' || k.reference || '/safeguarding' as at, k.child_id as "childId", c.forename, c.surname,
      o.asked, o."dueAt"
    from (select case_id, ${columns} from obligations where authority_id = ${authorityId} and ${owed} group by case_id) o
      join cases k on k.id = o.case_id join children c on c.id = k.child_id
    union all
    select r.reference, '/passed-on/' || r.reference, r.child_id, coalesce(c.forename, r.content -> 'child' ->> 'forename', ''),
      coalesce(c.surname, r.content -> 'child' ->> 'surname', ''), o.asked, o."dueAt"
    from (select referral_id, ${columns} from referral_obligations where ${owed} group by referral_id) o
      join referrals r on r.id = o.referral_id and r.authority_id = ${authorityId} left join children c on c.id = r.child_id
    where r.child_id is null or c.id is not null
    order by 7, 1 limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}
