import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";

/** A child's record, as far as restricting it needs it. */
export type RecordToRestrict = {
  childId: number;
  authorityId: number;
  name: string;
  restricted: boolean;
  /** If the viewer has leave that somebody gave; who only broke the glass has none. */
  hasLeave: boolean;
  /** What is owed next in the open case, and by whom. */
  nextAsks: string | null;
  nextRole: string | null;
};

export async function recordToRestrict(
  database: Database,
  childId: number,
): Promise<RecordToRestrict | undefined> {
  const { rows } = await sql<RecordToRestrict>`
    select c.id as "childId", c.authority_id as "authorityId", c.forename || ' ' || c.surname as name, c.restricted,
      c.id = any (viewer_standing_leave()) as "hasLeave", k.next_asks as "nextAsks", k.next_role as "nextRole"
    from children c left join cases k on k.child_id = c.id and k.open and k.authority_id = c.authority_id
    where c.id = ${childId}`.execute(database);
  return rows[0];
}

/** Somebody whose post shows them the record, as long as it is not restricted. */
export type Reader = {
  id: number;
  name: string;
  roles: string;
  /** If they may restrict records, and so lift the restriction. */
  mayRestrict: boolean;
  /** If they own the open case, or wrote in it in the last ninety days. */
  works: boolean;
};

const mostReaders = 500;

/** Whose posts show them the record: of its authority, area and school, by name; the first five hundred. */
export async function readersOf(
  { database, now }: Pick<Context, "database" | "now">,
  childId: number,
): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select people.id, people.name, string_agg(distinct roles.title, ', ') as roles,
      bool_or(exists (select from permissions where permissions.role = posts.role and act = 'restrict-child')) as "mayRestrict",
      exists (select from cases where child_id = c.id and open and owner_id = people.id) or exists (
        select from case_facts f join cases on cases.id = f.case_id and cases.open where cases.child_id = c.id and f.made_by = people.id
          and f.made_at > ${now.subtract({ hours: 90 * 24 })}) as works
    from children c join posts on posts.authority_id = c.authority_id and not posts.of_system and posts.agency_id is null
        and (posts.area_id is null or posts.area_id = c.area_id) and (posts.school_id is null or posts.school_id = c.school_id)
        and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)
      join people on people.id = posts.person_id and people.issuer <> 'keepsight' join roles on roles.role = posts.role
    where c.id = ${childId}
      and exists (select from permissions where permissions.role = posts.role and act in ('see-child', 'see-case', 'see-my-school'))
    group by people.id, people.name, c.id order by people.name, people.id limit ${sql.lit(mostReaders)}`.execute(
    database,
  );
  return rows;
}

/** Leave that somebody has now. */
export type Leave = {
  personId: number;
  name: string;
  givenBy: string;
  givenAt: Temporal.Instant;
  /** Null: until it is taken back. */
  untilAt: Temporal.Instant | null;
  reason: string;
};

/** Who has leave to see a restricted record now, one row for each person: the leave that lasts longest. */
export async function leaveOf(database: Database, childId: number): Promise<Leave[]> {
  const { rows } = await sql<Leave>`
    select * from (
      select distinct on (given.person_id) given.person_id as "personId", people.name, giver.name as "givenBy", given.given_at as "givenAt",
        given.until_at as "untilAt", given.reason
      from restricted_leave given join people on people.id = given.person_id join people giver on giver.id = given.given_by
      where given.child_id = ${childId} and (given.until_at is null or given.until_at > now())
        and not exists (select from restricted_leave ended where ended.child_id = given.child_id and ended.person_id = given.person_id
          and ended.given_at > given.given_at and ended.until_at <= ended.given_at)
      order by given.person_id, given.until_at desc nulls first, given.given_at desc) as leave
    order by name, "personId"`.execute(database);
  return rows;
}

/** One time that a record was restricted, or the restriction lifted. */
export type RestrictionChange = { restricts: boolean; reason: string; by: string; at: Temporal.Instant };

/** Each of them, the latest first. */
export async function restrictionChanges(database: Database, childId: number): Promise<RestrictionChange[]> {
  const { rows } = await sql<RestrictionChange>`
    select restricts, reason, people.name as by, child_restrictions.made_at as at
    from child_restrictions join people on people.id = made_by where child_id = ${childId} order by child_restrictions.id desc`.execute(
    database,
  );
  return rows;
}

/** The other records of the same child that the viewer may see. [A11] */
export async function otherRecordsOf(database: Database, childId: number): Promise<RecordToRestrict[]> {
  const { rows } = await sql<{ id: number }>`
    select record as id from records_of_child(${childId}) as record where record <> ${childId} order by record`.execute(
    database,
  );
  const others = [];
  for (const { id } of rows) {
    const other = await recordToRestrict(database, id);
    if (other) others.push(other);
  }
  return others;
}

/** Gives people leave until a moment, or until it is taken back; `until` now takes it back. */
export async function insertLeave(
  { database, viewer, now }: Context,
  childId: number,
  people: readonly number[],
  { until, reason }: { until: Temporal.Instant | null; reason: string },
): Promise<void> {
  if (people.length === 0) return;
  await database
    .insertInto("restricted_leave")
    .values(
      people.map((person_id) => ({
        ...{
          child_id: childId,
          person_id,
          given_by: viewer.personId,
          given_at: now,
          until_at: until,
          reason,
        },
      })),
    )
    .execute();
}

/** Restricts a record or lifts that, with the reason. */
export async function setRestricted(
  { database, viewer, now }: Context,
  childId: number,
  { restricts, reason }: { restricts: boolean; reason: string },
): Promise<void> {
  await database
    .insertInto("child_restrictions")
    .values({ child_id: childId, restricts, reason, made_at: now, made_by: viewer.personId })
    .execute();
  await database.updateTable("children").set({ restricted: restricts }).where("id", "=", childId).execute();
}
