import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { type AskedPlaces, askedOf } from "./enquiries.store.ts";

/** Takes a question back, unless it was answered or taken back meanwhile. */
export async function endQuestion(
  database: Database,
  enquiryId: number,
  at: Temporal.Instant,
): Promise<"withdrawn" | "answered" | "withdrawn-already"> {
  const enquiry = await database
    .selectFrom("enquiries")
    .where("id", "=", enquiryId)
    .select(["answered_at as answeredAt", "withdrawn_at as withdrawnAt"])
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (enquiry.answeredAt) return "answered";
  if (enquiry.withdrawnAt) return "withdrawn-already";
  await database.updateTable("enquiries").set({ withdrawn_at: at }).where("id", "=", enquiryId).execute();
  return "withdrawn";
}

/**
 * Takes back what those asked, by a question or by a message to every council, have passed on to their schools and no school has answered.
 * As the program: it is another authority's.
 */
export async function endPassedOn(
  database: Database,
  of: { enquiryId: number } | { messageId: number },
  at: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("enquiries")
    .set({ withdrawn_at: at })
    .where((row) =>
      "enquiryId" in of
        ? row("parent_id", "=", of.enquiryId)
        : row(
            "parent_id",
            "in",
            row
              .selectFrom("enquiries as asked")
              .where("asked.message_id", "=", of.messageId)
              .select("asked.id"),
          ),
    )
    .where("answered_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}

/** Ends the links of a question, forgets what was typed there, and answers to whom one had gone who opened it. */
export async function endLinksOf(
  database: Database,
  enquiryId: number,
  at: Temporal.Instant,
): Promise<string[]> {
  const { rows } = await sql<{ to: string; opened: boolean }>`
    with links as (select id, to_address, visit_hash is not null or draft is not null as opened from answer_links
      where enquiry_id = ${enquiryId} and ended_at is null for update),
    ended as (update answer_links set ended_at = ${at}, draft = null, code_hash = null, visit_hash = null, visit_until = null
      where id in (select id from links))
    select to_address as "to", opened from links`.execute(database);
  return rows.filter(({ opened }) => opened).map(({ to }) => to);
}

/** A question that is no longer asked, as those who were asked may know of it: nothing of the child. */
export type NoLongerAsked = { reference: string; askedBy: string; withdrawnAt: Temporal.Instant };

/** What was asked of these places and taken back since a moment, unanswered, the latest first; never more than twenty. */
export async function noLongerAsked(
  database: Database,
  places: AskedPlaces,
  since: Temporal.Instant,
): Promise<NoLongerAsked[]> {
  const { rows } = await sql<NoLongerAsked>`
    select reference, authorities.name as "askedBy", withdrawn_at as "withdrawnAt"
    from enquiries join authorities on authorities.id = authority_id
    where withdrawn_at >= ${since} and answered_at is null and message_id is null and found_told_at is null
      and ${askedOf(places)}
    order by withdrawn_at desc, enquiries.id desc limit 20`.execute(database);
  return rows;
}
