import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Recipient } from "../enquiry.ts";
import { limits } from "./answer-link.ts";

/** Somebody who is asked and has an e-mail address in the authority's directory, but nobody who signs in. */
export type Mailbox = Recipient & { email: string; council: string };

/** Of these recipients, those who get a link. One query. */
export async function mailboxesOf(
  database: Database,
  authorityId: number,
  recipients: readonly Recipient[],
): Promise<Mailbox[]> {
  const { rows } = await sql<Mailbox>`
    select asked.kind, asked.id, directory.email, authorities.name as council
    from json_to_recordset(${JSON.stringify(recipients)}::json) as asked (kind text, id int)
    join authorities on authorities.id = ${authorityId} join directory on directory.authority_id = ${authorityId} and not directory.ended and directory.email is not null
      and case asked.kind when 'agency' then directory.agency_id when 'authority' then directory.other_authority_id else directory.school_id end = asked.id
    where not exists (
      select from posts join permissions using (role)
      where not posts.of_system and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)
        and case asked.kind when 'agency' then posts.agency_id = asked.id and permissions.act = 'answer-for-agency'
          when 'authority' then posts.authority_id = asked.id and permissions.act = 'answer-enquiry'
          else posts.school_id = asked.id and permissions.act = 'answer-for-school' end)`.execute(database);
  return rows;
}

/** Appends a link and ends those sent before for the same question. */
export async function insertLink(
  database: Database,
  link: { enquiryId: number; tokenHash: Buffer; to: string; at: Temporal.Instant; by: number },
): Promise<void> {
  await database
    .updateTable("answer_links")
    .set({ ended_at: link.at })
    .where("enquiry_id", "=", link.enquiryId)
    .where("ended_at", "is", null)
    .execute();
  await database
    .insertInto("answer_links")
    .values({
      enquiry_id: link.enquiryId,
      token_hash: link.tokenHash,
      to_address: link.to,
      made_at: link.at,
      made_by: link.by,
      expires_at: link.at.add(limits.linkLasts),
    })
    .execute();
}

/** Why nobody needs an answer by a link any more: one has come, or the case that asked is closed. */
export type Over = "answered" | "closed";

/** A link by which somebody may be let in. */
export type LiveLink = {
  id: number;
  enquiryId: number;
  authorityId: number;
  to: string;
  codeHash: Buffer | null;
  codeSentAt: Temporal.Instant | null;
  codeTries: number;
  codesSent: number;
  visitHash: Buffer | null;
  visitUntil: Temporal.Instant | null;
  draft: Record<string, string | string[]> | null;
  over: Over | null;
};

/**
 * The link with this hash, unless it expired or its question was taken back or sent anew. One whose question is over still lets in, to
 * learn that it is. `toChange` locks it until the transaction ends, so that of two who try at once each is counted.
 */
export async function liveLink(
  database: Database,
  tokenHash: Buffer,
  now: Temporal.Instant,
  toChange = false,
): Promise<LiveLink | undefined> {
  const { rows } = await sql<LiveLink>`
    select links.id, links.enquiry_id as "enquiryId", enquiries.authority_id as "authorityId", links.to_address as "to",
      links.code_hash as "codeHash", links.code_sent_at as "codeSentAt", links.code_tries as "codeTries",
      links.codes_sent as "codesSent", links.visit_hash as "visitHash", links.visit_until as "visitUntil", links.draft,
      case when enquiries.answered_at is not null then 'answered' when enquiries.needless_since is not null then 'closed' end as over
    from answer_links as links join enquiries on enquiries.id = links.enquiry_id
    where links.token_hash = ${tokenHash} and links.expires_at > ${now} and enquiries.withdrawn_at is null
      and (links.ended_at is null or enquiries.answered_at is not null)
    ${toChange ? sql`for update of links` : sql``}`.execute(database);
  return rows[0];
}

/** Keeps the hash of a new code in the place of the one before. */
export async function keepCode(
  database: Database,
  linkId: number,
  codeHash: Buffer,
  at: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("answer_links")
    .set((row) => ({
      code_hash: codeHash,
      code_sent_at: at,
      code_tries: 0,
      codes_sent: sql<number>`${row.ref("codes_sent")} + 1`,
    }))
    .where("id", "=", linkId)
    .execute();
}

/** Counts a try at the code. */
export async function countTry(database: Database, linkId: number): Promise<void> {
  await database
    .updateTable("answer_links")
    .set((row) => ({ code_tries: sql<number>`${row.ref("code_tries")} + 1` }))
    .where("id", "=", linkId)
    .execute();
}

/** Begins a visit by the one who typed the code, which is used up by that. */
export async function beginVisit(
  database: Database,
  linkId: number,
  visit: { hash: Buffer; until: Temporal.Instant },
): Promise<void> {
  await database
    .updateTable("answer_links")
    .set({ code_hash: null, visit_hash: visit.hash, visit_until: visit.until })
    .where("id", "=", linkId)
    .execute();
}

/** Keeps what was typed so far; whoever types is still there. */
export async function keepLinkDraft(
  database: Database,
  linkId: number,
  draft: object,
  visitUntil: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("answer_links")
    .set({ draft: JSON.stringify(draft), visit_until: visitUntil })
    .where("id", "=", linkId)
    .execute();
}

/** Ends a link, and forgets what was typed. Whoever is in still learns that it is answered. */
export async function endLink(database: Database, linkId: number, at: Temporal.Instant): Promise<void> {
  await database
    .updateTable("answer_links")
    .set({ ended_at: at, draft: null, code_hash: null })
    .where("id", "=", linkId)
    .execute();
}
