import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** One of an authority's own people in one of their roles today, and how they are reached. */
export type Colleague = {
  postId: number;
  name: string;
  role: string;
  title: string;
  area: string | null;
  email: string;
  phone: string | null;
};

export type ColleaguesAsked = {
  authorityId: number;
  areaId?: number | undefined;
  role?: string | undefined;
  /** After which title, name and post to go on. */
  after?: { title: string; name: string; post: number } | undefined;
  count: number;
};

/** An authority's own people by role: of one area those who serve all of it too. Schools and agencies are not among them. [G06] */
export async function colleaguesOf(database: Database, asked: ColleaguesAsked): Promise<Colleague[]> {
  const { authorityId, areaId, role, after, count } = asked;
  const inArea = areaId === undefined ? sql`true` : sql`(posts.area_id is null or posts.area_id = ${areaId})`;
  const inRole = role === undefined ? sql`true` : sql`posts.role = ${role}`;
  const further = after
    ? sql`(roles.title, people.name, posts.id) > (${after.title}, ${after.name}, ${after.post})`
    : sql`true`;
  const { rows } = await sql<Colleague>`
    select posts.id as "postId", people.name, posts.role, roles.title, areas.name as area, people.email, people.phone
    from posts join roles using (role) join people on people.id = posts.person_id left join areas on areas.id = posts.area_id
    where posts.authority_id = ${authorityId} and roles.scope in ('authority', 'area') and people.issuer not in ('keepsight', 'keepsight-key') and not posts.of_system
      and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)
      and ${inArea} and ${inRole} and ${further}
    order by roles.title, people.name, posts.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The roles that an authority's own people hold, by title. */
export function rolesOfCouncils(database: Database): Promise<{ role: string; title: string }[]> {
  return database
    .selectFrom("roles")
    .where("scope", "in", ["authority", "area"])
    .where("role", "<>", "list-sender")
    .select(["role", "title"])
    .orderBy("title")
    .execute();
}
