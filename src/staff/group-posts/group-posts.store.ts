import { sql } from "kysely";
import type { PostRenewed } from "../../access/index.ts";
import type { Database } from "../../database/index.ts";

/** Which post the members of a group hold, and how far it has come. */
export type GroupPost = {
  id: number;
  groupName: string;
  title: string;
  place: string;
  authorityId: number;
  askedAt: Temporal.Instant;
  askedBy: number;
  askedByName: string;
  agreedAt: Temporal.Instant | null;
  agreedByName: string | null;
  endedAt: Temporal.Instant | null;
  endedByName: string | null;
  /** How many hold a post by it today. */
  holders: number;
  /** Those that were asked for with it and wait like it, itself among them: a trust's schools. */
  together: number[];
};

/** The posts of groups that the viewer keeps: those in force or waiting first, by group; then those that have ended. */
export async function groupPosts(
  database: Database,
  { after, count }: { after?: number | undefined; count: number },
): Promise<GroupPost[]> {
  const query = seen(database).orderBy("g.id", "desc").limit(sql.lit(count));
  return (after === undefined ? query : query.where("g.id", "<", after)).execute();
}

/** The one of this id that the viewer keeps. */
export function groupPost(database: Database, id: number): Promise<GroupPost | undefined> {
  return seen(database).where("g.id", "=", id).executeTakeFirst();
}

function seen(database: Database) {
  return database
    .selectFrom("group_posts as g")
    .innerJoin("roles", "roles.role", "g.role")
    .innerJoin("authorities", "authorities.id", "g.authority_id")
    .innerJoin("people as asker", "asker.id", "g.asked_by")
    .leftJoin("people as second", "second.id", "g.agreed_by")
    .leftJoin("people as ender", "ender.id", "g.ended_by")
    .leftJoin("areas", "areas.id", "g.area_id")
    .leftJoin("schools", "schools.id", "g.school_id")
    .leftJoin("agencies", "agencies.id", "g.agency_id")
    .select(["g.id", "g.group_name as groupName", "roles.title", "g.authority_id as authorityId"])
    .select(
      sql<string>`case when g.of_organisation then case roles.scope when 'school' then 'the school that sign-in names'
        else authorities.name || ', where sign-in names it' end
        else coalesce(schools.name, agencies.name, areas.name, authorities.name) end`.as("place"),
    )
    .select(["g.asked_at as askedAt", "g.asked_by as askedBy", "asker.name as askedByName"])
    .select(["g.agreed_at as agreedAt", "second.name as agreedByName"])
    .select(["g.ended_at as endedAt", "ender.name as endedByName"])
    .select(
      sql<
        number[]
      >`case when g.agreed_at is null and g.ended_at is null then (select array_agg(w.id order by w.id) from group_posts w
        where w.asked_at = g.asked_at and w.asked_by = g.asked_by and w.authority_id = g.authority_id and w.role = g.role
          and w.agreed_at is null and w.ended_at is null) else '{}' end`.as("together"),
    )
    .select(
      sql<number>`(select count(distinct person_id)::int from posts where posts.group_post_id = g.id
        and (posts.until_on is null or posts.until_on >= current_date))`.as("holders"),
    );
}

/** A post that a group is to give. */
export type GroupPostOrder = {
  authorityId: number;
  groupName: string;
  role: string;
  areaId: number | null;
  schoolId: number | null;
  agencyId: number | null;
  ofOrganisation: boolean;
  /** The trust at whose schools it was asked for. */
  trustUid: string | null;
};

/** Writes down what is asked for; it gives nothing yet. Answers its id. */
export async function insertGroupPost(
  database: Database,
  order: GroupPostOrder,
  { by, at }: { by: number; at: Temporal.Instant },
): Promise<number> {
  const { id } = await database
    .insertInto("group_posts")
    .values({
      ...{ authority_id: order.authorityId, group_name: order.groupName, role: order.role },
      ...{ area_id: order.areaId, school_id: order.schoolId, agency_id: order.agencyId },
      ...{ of_organisation: order.ofOrganisation, trust_uid: order.trustUid, asked_at: at, asked_by: by },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Puts one in force; the posts that it gave, undefined where it was not this. */
export async function putInForce(
  database: Database,
  id: number,
  at: Temporal.Instant,
): Promise<PostRenewed[] | undefined> {
  const { rows } = await sql<{
    posts: PostRenewed[] | null;
  }>`select agree_group_post(${id}, ${at}) as posts`.execute(database);
  return rows[0]?.posts ?? undefined;
}

/** Ends one; the posts that ended, undefined where it was not this, "last" where nobody would be left who keeps groups. */
export async function endOne(
  database: Database,
  id: number,
  at: Temporal.Instant,
): Promise<PostRenewed[] | "last" | undefined> {
  const { rows } = await sql<{ posts: (PostRenewed | null)[] | null }>`
    select end_group_post(${id}, ${at}) as posts`.execute(database);
  const posts = rows[0]?.posts ?? undefined;
  return posts?.[0] === null ? "last" : (posts as PostRenewed[] | undefined);
}

/** What a post can be: the roles of people, and the areas, schools and agencies of an authority. */
export async function placesOfPosts(database: Database, authorityId: number) {
  const [roles, areas, agencies] = await Promise.all([
    database
      .selectFrom("roles")
      .where("role", "not in", [
        "list-sender",
        "school-list-sender",
        "staff-directory",
        "school-staff-directory",
      ])
      .select(["role", "title", "scope"])
      .orderBy("title")
      .execute(),
    database
      .selectFrom("areas")
      .where("authority_id", "=", authorityId)
      .select(["id", "name"])
      .orderBy("name")
      .execute(),
    database
      .selectFrom("agencies")
      .where("authority_id", "=", authorityId)
      .select(["id", "name"])
      .orderBy("name")
      .execute(),
  ]);
  return { roles, areas, agencies };
}

/** A group that a directory has told of, and how many are in it. */
export type GroupKnown = { name: string; members: number; school: string | null };

/** The groups of the viewer's directories by name, the first of them. */
export function groupsKnown(database: Database, authorityId: number, count: number): Promise<GroupKnown[]> {
  return database
    .selectFrom("staff_groups as g")
    .leftJoin("schools", "schools.id", "g.school_id")
    .where("g.authority_id", "=", authorityId)
    .select(["g.display_name as name", "schools.name as school"])
    .select(
      sql<number>`(select count(*)::int from staff_group_members m where m.group_id = g.id)`.as("members"),
    )
    .orderBy("g.display_name")
    .limit(sql.lit(count))
    .execute();
}
