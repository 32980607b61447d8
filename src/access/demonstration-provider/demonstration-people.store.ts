import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import { type Role, roles } from "../roles.ts";
import { type AuthorityToStaff, type DemonstrationPerson, newcomer } from "./demonstration-person.ts";
import type { Account } from "./provider.ts";

/** Each authority with its areas, its first schools (the first primary, the first secondary, then others) and its agencies. */
export async function authoritiesToStaff(database: Database, schools: number): Promise<AuthorityToStaff[]> {
  return database
    .selectFrom("authorities")
    .select([
      "id",
      "name",
      sql<
        AuthorityToStaff["areas"]
      >`(select coalesce(json_agg(json_build_object('id', areas.id, 'name', areas.name)
        order by areas.name), '[]') from areas where areas.authority_id = authorities.id)`.as("areas"),
      sql<
        AuthorityToStaff["schools"]
      >`(select coalesce(json_agg(json_build_object('id', first.id, 'name', first.name)
        order by first.nth, first.place), '[]') from (
          select id, name, row_number() over (partition by phase order by laestab) as nth,
            coalesce(array_position(array['primary', 'secondary'], phase), 3) as place
          from schools where schools.authority_id = authorities.id and phase <> 'pru'
          order by nth, place, laestab limit ${schools}) first)`.as("schools"),
      sql<
        AuthorityToStaff["referralUnits"]
      >`(select coalesce(json_agg(json_build_object('id', schools.id, 'name', schools.name) order by laestab), '[]')
        from schools where schools.authority_id = authorities.id and phase = 'pru')`.as("referralUnits"),
      sql<
        AuthorityToStaff["agencies"]
      >`(select coalesce(json_object_agg(kind, first), '{}') from (select kind, min(id) as first from agencies
        where agencies.authority_id = authorities.id group by kind) one)`.as("agencies"),
    ])
    .orderBy("id")
    .execute();
}

/** Writes people down under the provider's issuer, also when it has moved to another address since. */
export async function writePeople(
  database: Database,
  issuer: string,
  people: readonly DemonstrationPerson[],
): Promise<void> {
  const rows = JSON.stringify(people);
  const wanted = sql`json_to_recordset(${rows}::json) as wanted (subject text, name text, email text, role text,
    "authorityId" int, "areaId" int, "schoolId" int, "agencyId" int)`;
  await sql`
    insert into people (issuer, subject, name, email)
    select ${issuer}, subject, name, email from ${wanted}
    on conflict (lower(email), kept_apart) do update set issuer = excluded.issuer, subject = excluded.subject
      where people.issuer <> excluded.issuer or people.subject <> excluded.subject`.execute(database);
  await sql`
    insert into posts (person_id, role, authority_id, area_id, school_id, agency_id)
    select people.id, wanted.role, "authorityId", "areaId", "schoolId", "agencyId" from ${wanted}
    join people on people.issuer = ${issuer} and people.subject = wanted.subject
    where not exists (select from posts where posts.person_id = people.id and posts.role = wanted.role
      and posts.authority_id = "authorityId" and posts.area_id is not distinct from "areaId"
      and posts.school_id is not distinct from "schoolId" and posts.agency_id is not distinct from "agencyId")`.execute(
    database,
  );
}

/** Lets the program read and write in every authority under its own name, as a data officer. */
export async function postTheProgram(database: Database, programsPerson: number): Promise<void> {
  await sql`
    insert into posts (person_id, role, authority_id)
    select ${programsPerson}, 'data-officer', authorities.id from authorities
    where not exists (select from posts where person_id = ${programsPerson} and role = 'data-officer'
      and authority_id = authorities.id)`.execute(database);
}

/** Lets everybody look into the outbox: in a demonstration nobody else gets its e-mails. */
export async function openTheOutbox(database: Database): Promise<void> {
  await sql`insert into permissions (role, act) select role, 'see-outbox' from unnest(${[...roles]}::text[]) as role
    on conflict do nothing`.execute(database);
}

/** A line of the list from which one chooses whom to sign in as. */
export type PersonToBe = Account & {
  authority: string;
  role: Role;
  title: string;
  place: string;
  /** Of the post, or of its school. */
  areaId: number | null;
};

/** Everybody whom the provider can sign in and who holds a role, by authority. */
export async function peopleToBe(database: Database, issuer: string): Promise<PersonToBe[]> {
  return database
    .selectFrom("people")
    .innerJoin("posts", "posts.person_id", "people.id")
    .innerJoin("roles", "roles.role", "posts.role")
    .innerJoin("authorities", "authorities.id", "posts.authority_id")
    .leftJoin("areas", "areas.id", "posts.area_id")
    .leftJoin("schools", "schools.id", "posts.school_id")
    .leftJoin("agencies", "agencies.id", "posts.agency_id")
    .where("people.issuer", "=", issuer)
    .where(
      sql<boolean>`current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)`,
    )
    .select([
      "people.subject",
      "people.name",
      "people.email",
      "authorities.name as authority",
      sql<Role>`posts.role`.as("role"),
      "roles.title",
      sql<number | null>`coalesce(posts.area_id, schools.area_id)`.as("areaId"),
    ])
    .select(
      // Whoever sees only what is sent to them is not in all of an authority: they answer for it.
      sql<string>`coalesce(schools.name, areas.name, agencies.name,
        case roles.scope when 'sent' then 'for ' else 'all of ' end || authorities.name)`.as("place"),
    )
    .orderBy("authorities.id")
    .orderBy("people.id")
    .orderBy("posts.id")
    .execute();
}

/** The person whom the provider would vouch for under this subject. */
export async function accountOf(
  database: Database,
  issuer: string,
  subject: string,
): Promise<Account | undefined> {
  if (subject === newcomer.subject) return newcomer;
  return database
    .selectFrom("people")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .select(["subject", "name", "email"])
    .executeTakeFirst();
}
