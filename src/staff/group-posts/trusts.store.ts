import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** A trust that has schools of an authority today, by the national register. */
export type Trust = { uid: string; name: string; schools: { id: number; name: string }[] };

/** The trusts of an authority's schools by name, the first `count` of them. `today`: YYYY-MM-DD. */
export async function trustsOf(
  database: Database,
  authorityId: number,
  today: string,
  count: number,
): Promise<Trust[]> {
  const { rows } = await sql<Trust>`
    select t.trust_uid as uid, max(t.trust) as name, json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name) as schools
    from schools s join school_trusts t on t.school_id = s.id
    where s.authority_id = ${authorityId} and t.joined_on <= ${today} and (t.left_on is null or t.left_on > ${today})
    group by t.trust_uid order by max(t.trust), t.trust_uid limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The schools at which a group has a role, or waits for it. */
export async function schoolsHeldBy(
  database: Database,
  { authorityId, groupName, role }: { authorityId: number; groupName: string; role: string },
): Promise<Set<number>> {
  const rows = await database
    .selectFrom("group_posts")
    .where(sql<string>`lower(group_name)`, "=", groupName.toLowerCase())
    .where("authority_id", "=", authorityId)
    .where("role", "=", role)
    .where("ended_at", "is", null)
    .where("school_id", "is not", null)
    .select("school_id")
    .execute();
  return new Set(rows.flatMap((row) => row.school_id ?? []));
}

/** What the register says of a trust for whose group a role was asked. */
export type TrustChange = {
  groupName: string;
  role: string;
  title: string;
  uid: string;
  trust: string;
  school: string;
  laestab: string;
  /** The day on which the school joined or left, YYYY-MM-DD. */
  on: string;
  /** The group's post at a school that has left; null: the school joined, and the group has none there. */
  groupPostId: number | null;
};

/**
 * Schools that have joined or left a trust whose group gives a role of schools, as it was asked for: the first `count`. Whoever ended the
 * post at a school since it joined knows of it, and is not told again.
 */
export async function trustChanges(
  database: Database,
  authorityId: number,
  today: string,
  count: number,
): Promise<TrustChange[]> {
  const { rows } = await sql<TrustChange>`
    with asked as materialized (
      select id, group_name, lower(group_name) as folded, role, trust_uid, school_id from group_posts
      where authority_id = ${authorityId} and trust_uid is not null and ended_at is null
    ),
    changed as (
      select g.group_name, g.role, g.trust_uid, t.trust, t.school_id, t.left_on as "on", g.id
      from asked g join school_trusts t on t.trust_uid = g.trust_uid and t.school_id = g.school_id
      where t.left_on <= ${today}
      union all
      select g.group_name, g.role, g.trust_uid, t.trust, t.school_id, t.joined_on, null
      from (select min(group_name) as group_name, folded, role, trust_uid from asked group by folded, role, trust_uid) g
        join school_trusts t on t.trust_uid = g.trust_uid
        join schools s on s.id = t.school_id and s.authority_id = ${authorityId}
      where t.joined_on <= ${today} and (t.left_on is null or t.left_on > ${today})
        and not exists (select from group_posts o where o.school_id = t.school_id and o.authority_id = ${authorityId} and o.role = g.role
          and lower(o.group_name) = g.folded and (o.ended_at is null or o.asked_at >= t.joined_on))
    )
    select changed.group_name as "groupName", changed.role, roles.title, changed.trust_uid as uid, changed.trust, schools.name as school,
      schools.laestab, changed."on"::text, changed.id as "groupPostId"
    from changed join roles on roles.role = changed.role join schools on schools.id = changed.school_id
    order by changed.group_name, changed.trust, schools.name, changed.role limit ${sql.lit(count)}`.execute(
    database,
  );
  return rows;
}
