import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Contact, Entry, Reached } from "./contact.ts";

/** If somebody signs in at a place who may do this. */
export const signsIn = (place: ReturnType<typeof sql>, act: string) => sql`exists (
  select from posts join permissions using (role) where ${place} and permissions.act = ${act} and not posts.of_system
    and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on))`;

/** Everybody in the directory of an authority: all of its agencies, and those authorities and schools that were added. */
const everybody = (authorityId: number) => sql`
  select 'agency' as "of", agencies.id, agencies.kind, agencies.name, d.area_id as "areaId", areas.name as area, d.ask_for as "askFor", d.email, d.phone,
    coalesce(d.ended, false) as ended, ${signsIn(sql`posts.agency_id = agencies.id`, "answer-for-agency")} as "signsIn"
  from agencies left join directory d on d.authority_id = agencies.authority_id and d.agency_id = agencies.id
  left join areas on areas.id = d.area_id where agencies.authority_id = ${authorityId}
  union all
  select 'authority', other.id, 'other-authority', other.name, null, null, d.ask_for, d.email, d.phone, d.ended,
    ${signsIn(sql`posts.authority_id = other.id`, "answer-enquiry")}
  from directory d join authorities other on other.id = d.other_authority_id where d.authority_id = ${authorityId}
  union all
  select 'school', schools.id, 'school', schools.name, null, null, d.ask_for, d.email, d.phone, d.ended,
    ${signsIn(sql`posts.school_id = schools.id`, "answer-for-school")}
  from directory d join schools on schools.id = d.school_id where d.authority_id = ${authorityId}`;

export type DirectoryAsked = {
  authorityId: number;
  areaId?: number | undefined;
  /** Of one kind alone: an agency's, or `other-authority` or `school`. */
  kind?: string | undefined;
  /** After which name and entry to go on. */
  after?: { name: string; entry: string } | undefined;
  count: number;
};

/** A part of the directory by name: of one area (with those who serve all) or whole. Those no longer asked stand in it too. */
export async function directoryOf(database: Database, asked: DirectoryAsked): Promise<Contact[]> {
  const { authorityId, areaId, kind, after, count } = asked;
  const inArea = areaId === undefined ? sql`true` : sql`("areaId" is null or "areaId" = ${areaId})`;
  const ofKind = kind === undefined ? sql`true` : sql`kind = ${kind}`;
  const entry = sql`"of" || '-' || id`;
  const further = after ? sql`(name, ${entry}) > (${after.name}, ${after.entry})` : sql`true`;
  const { rows } = await sql<Contact>`select * from (${everybody(authorityId)}) as everybody
    where ${inArea} and ${ofKind} and ${further} order by name, ${entry} limit ${sql.lit(count)}`.execute(
    database,
  );
  return rows;
}

/** One line of the directory; for a school or an authority that is not in it yet, none. */
export async function contactOf(
  database: Database,
  authorityId: number,
  { of, id }: Entry,
): Promise<Contact | undefined> {
  const { rows } = await sql<Contact>`select * from (${everybody(authorityId)}) as everybody
    where "of" = ${of} and id = ${id}`.execute(database);
  return rows[0];
}

/** What was written of an entry, by whom and when, the latest first. */
export type PastContact = Reached & {
  ended: boolean;
  area: string | null;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** Everything that was ever written of an entry of this authority's directory. */
export async function pastOf(database: Database, authorityId: number, entry: Entry): Promise<PastContact[]> {
  return database
    .selectFrom("directory_contacts as contact")
    .innerJoin("people", "people.id", "contact.made_by")
    .leftJoin("areas", "areas.id", "contact.area_id")
    .where("contact.authority_id", "=", authorityId)
    .where(columnOf(entry), "=", entry.id)
    .select(["contact.area_id as areaId", "areas.name as area", "contact.ask_for as askFor"])
    .select(["contact.email", "contact.phone"])
    .select(["contact.ended", "contact.made_at as madeAt", "people.name as madeBy"])
    .orderBy("contact.id", "desc")
    .execute();
}

/** Appends what counts of an entry from now on. */
export async function insertContact(
  database: Database,
  authorityId: number,
  entry: Entry,
  { areaId, askFor, email, phone, ended }: Reached & { ended: boolean },
  made: { at: Temporal.Instant; by: number },
): Promise<void> {
  await database
    .insertInto("directory_contacts")
    .values({
      authority_id: authorityId,
      [columnOf(entry)]: entry.id,
      area_id: areaId,
      ask_for: askFor,
      email,
      phone,
      ended,
      made_at: made.at,
      made_by: made.by,
    })
    .execute();
}

/** Appends an agency; undefined when the authority has one of this kind and name. */
export async function insertAgency(
  database: Database,
  agency: { authorityId: number; kind: string; name: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into agencies (authority_id, kind, name) values (${agency.authorityId}, ${agency.kind}, ${agency.name})
    on conflict (authority_id, kind, name) do nothing returning id`.execute(database);
  return rows[0]?.id;
}

function columnOf({ of }: Entry) {
  return of === "agency" ? "agency_id" : of === "authority" ? "other_authority_id" : "school_id";
}
