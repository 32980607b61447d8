import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** Another council that a message reaches, and how. */
export type CouncilReached = { id: number; name: string; signsIn: boolean };

/** Every other council that can be reached: somebody signs in for it, or it has an e-mail address in the directory. */
export async function councilsReached(database: Database, authorityId: number): Promise<CouncilReached[]> {
  const { rows } = await sql<CouncilReached>`
    select * from (
      select other.id, other.name, exists (
        select from posts join permissions using (role) where posts.authority_id = other.id and permissions.act = 'answer-enquiry' and not posts.of_system
          and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)) as "signsIn"
      from authorities other where other.id <> ${authorityId}) as councils
    where "signsIn" or exists (select from directory where directory.authority_id = ${authorityId}
      and directory.other_authority_id = councils.id and not directory.ended and directory.email is not null)
    order by name`.execute(database);
  return rows;
}

/** Appends a message with the next reference of its authority. */
export async function insertMessage(
  database: Database,
  message: { caseId: number; authorityId: number; at: Temporal.Instant; by: number },
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("messages")
    .values({
      reference: sql<string>`next_reference(${message.authorityId}, 'M')`,
      case_id: message.caseId,
      made_at: message.at,
      made_by: message.by,
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** A message with how many were asked, what came back, and since when it is withdrawn. */
export type Message = {
  id: number;
  reference: string;
  madeAt: Temporal.Instant;
  madeBy: string;
  question: string;
  asked: number;
  nil: number;
  withdrawnAt: Temporal.Instant | null;
  /** What those said who know something, in the order in which it came. */
  news: { enquiryId: number; to: string }[];
};

/** The messages of a case, the latest first. */
export async function messagesOf(database: Database, caseId: number): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select messages.id, messages.reference, messages.made_at as "madeAt", people.name as "madeBy", count(*)::int as asked,
      min(enquiries.question) as question, max(enquiries.withdrawn_at) as "withdrawnAt",
      count(*) filter (where last.answer = 'nothing-known')::int as nil,
      coalesce(json_agg(json_build_object('enquiryId', enquiries.id, 'to', authorities.name) order by enquiries.id)
        filter (where last.answer <> 'nothing-known'), '[]') as news
    from messages join people on people.id = messages.made_by join enquiries on enquiries.message_id = messages.id
    join authorities on authorities.id = enquiries.to_authority_id
    left join lateral (select answer from enquiry_answers where enquiry_id = enquiries.id order by enquiry_answers.id desc limit 1) last on true
    where messages.case_id = ${caseId} group by messages.id, people.name order by messages.id desc`.execute(
    database,
  );
  return rows;
}

/** Those whom a message reached by e-mail and for whom it was still good. */
export async function addressesOfMessage(
  database: Database,
  messageId: number,
): Promise<{ to: string; reference: string; council: string; authorityId: number }[]> {
  return database
    .selectFrom("answer_links")
    .innerJoin("enquiries", "enquiries.id", "answer_links.enquiry_id")
    .innerJoin("authorities", "authorities.id", "enquiries.authority_id")
    .where("enquiries.message_id", "=", messageId)
    .where("enquiries.withdrawn_at", "is", null)
    .distinctOn("enquiries.id")
    .orderBy("enquiries.id")
    .orderBy("answer_links.id", "desc")
    .select(["answer_links.to_address as to", "enquiries.reference", "authorities.name as council"])
    .select("enquiries.authority_id as authorityId")
    .execute();
}

/** Withdraws a message from everyone it was sent to; answers from how many. */
export async function withdrawQuestions(
  database: Database,
  messageId: number,
  at: Temporal.Instant,
): Promise<number> {
  const result = await database
    .updateTable("enquiries")
    .set({ withdrawn_at: at })
    .where("message_id", "=", messageId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The messages that stand although their case is closed. As the program. */
export async function messagesOfClosedCases(
  database: Database,
): Promise<{ id: number; caseReference: string }[]> {
  return database
    .selectFrom("messages")
    .innerJoin("cases", "cases.id", "messages.case_id")
    .where("cases.open", "=", false)
    .where((row) =>
      row.exists(
        row
          .selectFrom("enquiries")
          .whereRef("enquiries.message_id", "=", "messages.id")
          .where("enquiries.withdrawn_at", "is", null)
          .select("enquiries.id"),
      ),
    )
    .select(["messages.id", "cases.reference as caseReference"])
    .orderBy("messages.id")
    .execute();
}
