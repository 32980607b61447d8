import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";

/** Somebody to write to. The authority in whose name it is written is the first of theirs. */
export type Reminded = { personId: number; email: string; authorityId: number; council: string };

/** What cannot wait, by its own reference: a referral, or the request for a visit. */
export type UrgentMatter = { about: "referral" | "visit"; reference: string };

const inForce = (day: Temporal.PlainDate) =>
  sql`not posts.of_system and posts.vouched and posts.from_on <= ${day} and (posts.until_on is null or posts.until_on >= ${day})`;

/** Everybody who has a list of work or a school's page on a day and did not choose to do without the letter of the morning. For the program. */
export async function whoIsReminded(database: Database, day: Temporal.PlainDate): Promise<Reminded[]> {
  const { rows } = await sql<Reminded>`
    select people.id as "personId", people.email, min(authorities.id) as "authorityId",
      (array_agg(authorities.name order by authorities.id))[1] as council
    from people join posts on posts.person_id = people.id join authorities on authorities.id = posts.authority_id
    where ${inForce(day)} and exists (select from permissions
        where permissions.role = posts.role and permissions.act in ('see-my-work', 'see-my-school'))
      and coalesce((select wanted from reminder_choices c where c.person_id = people.id order by c.id desc limit 1), true)
    group by people.id order by people.id`.execute(database);
  return rows;
}

/** Who is to act on an urgent matter today, with the reference of the page where they do; not the one who brought it. For the program. */
export async function whoActsOn(
  database: Database,
  { about, reference }: UrgentMatter,
): Promise<(Reminded & { reference: string })[]> {
  const matter =
    about === "referral"
      ? sql`select authority_id, area_id, reference, made_by from referrals where reference = ${reference}`
      : sql`select cases.authority_id, asked.area_id, cases.reference, asked.made_by
          from visit_requests asked join cases on cases.id = asked.case_id where asked.reference = ${reference}`;
  const acts = about === "referral" ? ["open-case", "see-held-and-urgent"] : ["record-visit"];
  // Whoever may visit everywhere is not who goes: the area is asked.
  const place =
    about === "referral"
      ? sql`(posts.area_id is null or posts.area_id = matter.area_id)`
      : sql`posts.area_id = matter.area_id`;
  const { rows } = await sql<Reminded & { reference: string }>`
    with matter as (${matter})
    select people.id as "personId", people.email, authorities.id as "authorityId", authorities.name as council, matter.reference
    from matter join authorities on authorities.id = matter.authority_id
      join posts on posts.authority_id = matter.authority_id and ${place}
      join people on people.id = posts.person_id
    where people.id <> matter.made_by and not posts.of_system and posts.vouched
      and posts.from_on <= current_date and (posts.until_on is null or posts.until_on >= current_date)
      and exists (select from permissions where permissions.role = posts.role and permissions.act = any (${acts}::text[]))
    group by people.id, authorities.id, matter.reference order by people.id`.execute(database);
  return rows;
}

/** If the one who asks may see an urgent matter: of a restricted child few may know. */
export async function mayOpen(database: Database, { about, reference }: UrgentMatter): Promise<boolean> {
  const table = sql.table(about === "referral" ? "referrals" : "visit_requests");
  const { rows } = await sql`select from ${table} where reference = ${reference}`.execute(database);
  return rows.length > 0;
}

/** Whether a person wants the letter of the morning: until they say otherwise, yes. */
export async function wantsReminder(database: Database, personId: number): Promise<boolean> {
  const last = await database
    .selectFrom("reminder_choices")
    .where("person_id", "=", personId)
    .select("wanted")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.wanted ?? true;
}

/** Keeps the viewer's choice. */
export async function insertChoice({ database, viewer, now }: Context, wanted: boolean): Promise<void> {
  await database
    .insertInto("reminder_choices")
    .values({ person_id: viewer.personId, wanted, made_at: now })
    .execute();
}
