import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { acts } from "./acts.ts";
import type { Viewer } from "./viewer.ts";

/** The person with the roles that they hold today, or undefined when there is none. One query. */
export async function viewerOf(database: Database, personId: number): Promise<Viewer | undefined> {
  const row = await database
    .selectFrom("people")
    .where("people.id", "=", personId)
    .select(["people.id", "people.name", postsOfPerson.as("posts")])
    .executeTakeFirst();
  return row && { personId: row.id, name: row.name, posts: row.posts };
}

/** The posts of the row's person as JSON in the shape of Post; for queries that also ask something else of the person. */
export const postsOfPerson = sql<Viewer["posts"]>`(
  select coalesce(json_agg(json_build_object(
    'role', posts.role, 'title', roles.title, 'authorityId', posts.authority_id, 'areaId', posts.area_id,
    'schoolId', posts.school_id, 'agencyId', posts.agency_id,
    'acts', (select coalesce(json_agg(permissions.act), '[]') from permissions where permissions.role = posts.role))
    order by posts.id), '[]')
  from posts join roles on roles.role = posts.role
  where posts.person_id = people.id and posts.vouched and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on))`;

/** The program itself, under whose name it records what it does by itself. */
export async function programsOwnPerson(database: Database): Promise<number> {
  const row = await database
    .selectFrom("people")
    .select("id")
    .where("issuer", "=", "keepsight")
    .where("subject", "=", "keepsight")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The program as the one who acts: it may do everything where it has a post, as viewer_posts in the database has it. */
export async function programItself(database: Database): Promise<Viewer> {
  const viewer = await viewerOf(database, await programsOwnPerson(database));
  if (!viewer) throw new Error("The program has no person of its own. Run: npx keepsight migrate");
  return { ...viewer, posts: viewer.posts.map((post) => ({ ...post, acts })) };
}
