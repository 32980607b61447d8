import { sql } from "kysely";
import { holdingFlags } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import type { Agency } from "../procedures/index.ts";
import { type AskedPlaces, askedOf } from "./enquiries.store.ts";

/** A question of a case whose child is at school again, and how whoever was asked hears of it. */
export type ToTell = {
  id: number;
  reference: string;
  council: string;
  authorityId: number;
  toKind: Agency;
  /** By e-mail, where a link went; a message to every council is ended with its own letter. */
  to: string | null;
  signsIn: boolean;
};

/**
 * The cases that closed because the child is on a roll, with somebody who was asked and can be told and is not. While a
 * family must not be contacted nothing goes by itself: any word can bring on what is feared (N2.7.10). As the program.
 */
export async function casesToTellOf(database: Database): Promise<{ id: number; reference: string }[]> {
  const { rows } = await sql<{ id: number; reference: string }>`
    select id, reference from cases where not open and outcome = 'on-roll' and exists (
      select from enquiries e where e.case_id = cases.id and e.withdrawn_at is null and e.found_told_at is null
        and (${signsIn} or exists (select from answer_links where enquiry_id = e.id)))
      and not exists (select from child_flags f where f.child_id = cases.child_id and f.flag = any (${[...holdingFlags]}::text[]) and f.raised
        and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id))
    order by id`.execute(database);
  return rows;
}

/** Everybody whom a case asked, or to whom one has passed its question on, who was not told yet that it is over. */
export async function toTellOf(database: Database, caseId: number): Promise<ToTell[]> {
  const { rows } = await sql<ToTell>`
    select e.id, e.reference, authorities.name as council, e.authority_id as "authorityId", e.to_kind as "toKind", ${signsIn} as "signsIn",
      case when e.message_id is null then (select to_address from answer_links where enquiry_id = e.id order by id desc limit 1) end as "to"
    from enquiries e join authorities on authorities.id = e.authority_id
    where (e.case_id = ${caseId} or e.parent_id in (select id from enquiries where case_id = ${caseId})) and e.withdrawn_at is null and e.found_told_at is null order by e.id for update of e`.execute(
    database,
  );
  return rows;
}

// Somebody reads the questions of the place that was asked.
const signsIn = sql`exists (select from posts join permissions using (role)
  where not posts.of_system and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)
    and (permissions.act = 'answer-enquiry' and posts.authority_id = e.to_authority_id
      or permissions.act = 'answer-for-school' and posts.school_id = e.to_school_id
      or permissions.act = 'answer-for-agency' and posts.agency_id = e.to_agency_id))`;

/** Notes that these were told; what was not answered is no longer asked. */
export async function noteTold(
  database: Database,
  ids: readonly number[],
  at: Temporal.Instant,
): Promise<void> {
  await sql`update enquiries set found_told_at = ${at}, withdrawn_at = case when answered_at is null then ${at}::timestamptz end
    where id = any (${ids}::bigint[])`.execute(database);
}

/** Those of whom the program knows no way to tell them: told of the child by hand, or who reported it without an account. */
export async function toldByHand(database: Database, caseId: number): Promise<string[]> {
  const { rows } = await sql<{ who: string }>`
    select details ->> 'agency' as who from case_facts f where case_id = ${caseId} and kind = 'agency-told'
      and not exists (select from case_facts later where later.case_id = f.case_id and later.replaces = f.id)
    union select 'sender' from referrals where case_id = ${caseId} and school_id is null and agency_id is null
      and coalesce(content -> 'sender' ->> 'name', '') <> ''`.execute(database);
  return rows.map(({ who }) => who);
}

/** A question whose child is at school, as those who were asked may know of it: nothing of the child. */
export type AskedAndFound = { reference: string; askedBy: string; toldAt: Temporal.Instant };

/** What was asked of these places and is over since a moment because the child is at school; never more than twenty. */
export async function askedAndFound(
  database: Database,
  places: AskedPlaces,
  since: Temporal.Instant,
): Promise<AskedAndFound[]> {
  const { rows } = await sql<AskedAndFound>`
    select reference, authorities.name as "askedBy", found_told_at as "toldAt"
    from enquiries join authorities on authorities.id = authority_id
    where found_told_at >= ${since}
      and ${askedOf(places)}
    order by found_told_at desc, enquiries.id desc limit 20`.execute(database);
  return rows;
}
