import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** What an authority decided on a child whom it took up after a question, and who asked. */
export type DecisionAfterQuestion = {
  referralId: number;
  question: string;
  decidedBy: string;
  /** If a case came of it there; else what a sender is told of the decision. */
  hasCase: boolean;
  told: string;
  enquiryId: number;
  /** The case that asked, if one did. */
  caseId: number | null;
  caseReference: string | null;
  authorityId: number;
  council: string;
  /** Of the one who asked, as long as they have a post there. */
  email: string | null;
};

/** The decisions of which whoever asked has not been told, the oldest first. As the program. */
export async function decisionsToTell(database: Database): Promise<DecisionAfterQuestion[]> {
  const { rows } = await sql<DecisionAfterQuestion>`
    select r.id as "referralId", r.question, there.name as "decidedBy", r.case_id is not null as "hasCase", 
      (select words from referral_progress p where p.referral_id = r.id order by p.id desc limit 1) as told,
      e.id as "enquiryId", c.id as "caseId", c.reference as "caseReference", e.authority_id as "authorityId", asking.name as council,
      case when exists (select from posts where person_id = people.id and authority_id = e.authority_id and not of_system
        and current_date >= from_on and (until_on is null or current_date <= until_on)) then people.email end as email
    from referrals r join authorities there on there.id = r.authority_id join enquiries e on e.reference = r.question
      join authorities asking on asking.id = e.authority_id join people on people.id = e.made_by left join cases c on c.id = e.case_id
    where r.question is not null and r.question_told_at is null and (r.case_id is not null
      or exists (select from searches s where s.referral_id = r.id and s.decision is not null))
    order by r.id limit 200`.execute(database);
  return rows;
}

/** Notes that whoever asked was told; answers if nobody noted it before. */
export async function noteDecisionTold(
  database: Database,
  referralId: number,
  at: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("referrals")
    .set({ question_told_at: at })
    .where("id", "=", referralId)
    .where("question_told_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
