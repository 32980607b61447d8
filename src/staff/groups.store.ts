import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { type DirectoryOf, idOf } from "./staff.store.ts";

/** What a directory tells of a group. */
export type GroupTold = { displayName: string; externalId: string | null };

/** A group of a directory. */
export type StaffGroup = GroupTold & {
  id: number;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  version: number;
  /** Left out where nobody asked for them: a group may have thousands. */
  members: { id: number; display: string }[] | undefined;
};

type Found = { by: "id" | "displayName" | "externalId"; value: string };

function groupsOf(database: Database, { authorityId, schoolId }: DirectoryOf) {
  return database
    .selectFrom("staff_groups as g")
    .where("g.authority_id", "=", authorityId)
    .where(sql<boolean>`coalesce(g.school_id, 0) = ${schoolId ?? 0}`);
}

function found(query: ReturnType<typeof groupsOf>, asked: Found | undefined) {
  if (!asked) return query;
  if (asked.by === "id") return query.where("g.id", "=", idOf(asked.value));
  if (asked.by === "externalId") return query.where("g.external_id", "=", asked.value);
  return query.where(sql`lower(g.display_name)`, "=", asked.value.toLowerCase());
}

function withWords(query: ReturnType<typeof groupsOf>, members: boolean) {
  return query
    .select(["g.id", "g.display_name as displayName", "g.external_id as externalId", "g.version"])
    .select(["g.made_at as madeAt", "g.changed_at as changedAt"])
    .select(
      sql<StaffGroup["members"] | null>`case when ${members}::boolean then (
        select coalesce(json_agg(json_build_object('id', a.id, 'display', a.user_name) order by a.id), '[]')
        from staff_group_members m join staff_accounts a on a.id = m.account_id where m.group_id = g.id) end`.as(
        "members",
      ),
    );
}

const asGroup = ({
  members,
  ...group
}: Omit<StaffGroup, "members"> & { members: StaffGroup["members"] | null }) => ({
  ...group,
  members: members ?? undefined,
});

/** The groups of a directory by id, `from` the first (0) on, and how many there are. */
export async function staffGroups(
  database: Database,
  of: DirectoryOf,
  asked: { asked?: Found | undefined; from: number; count: number; members: boolean },
): Promise<{ groups: StaffGroup[]; total: number }> {
  const there = found(groupsOf(database, of), asked.asked);
  const [groups, total] = await Promise.all([
    withWords(there, asked.members)
      .orderBy("g.id")
      .offset(sql.lit(asked.from))
      .limit(sql.lit(asked.count))
      .execute(),
    there.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow(),
  ]);
  return { groups: groups.map(asGroup), total: total.total };
}

/** The group with this id, held against others until the act is over where `held`. */
export async function staffGroup(
  database: Database,
  of: DirectoryOf,
  id: string,
  { held = false, members = true }: { held?: boolean; members?: boolean } = {},
): Promise<StaffGroup | undefined> {
  const one = withWords(found(groupsOf(database, of), { by: "id", value: id }), members);
  const group = await (held ? one.forUpdate("g") : one).executeTakeFirst();
  return group && asGroup(group);
}

/** Adds a group without members and answers its id. */
export async function insertGroup(
  database: Database,
  { authorityId, schoolId }: DirectoryOf,
  { displayName, externalId }: GroupTold,
  at: Temporal.Instant,
): Promise<number> {
  const { id } = await database
    .insertInto("staff_groups")
    .values({
      ...{ authority_id: authorityId, school_id: schoolId, display_name: displayName },
      ...{ external_id: externalId, made_at: at, changed_at: at },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes what a directory tells of a group now, which makes it another version. */
export async function updateGroup(
  database: Database,
  id: number,
  { displayName, externalId }: GroupTold,
  at: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("staff_groups")
    .set({ display_name: displayName, external_id: externalId, changed_at: at, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** Takes a group away. Its members stay. */
export async function deleteGroup(database: Database, id: number): Promise<void> {
  await database.deleteFrom("staff_groups").where("id", "=", id).execute();
}

/** The accounts among these ids that are of the directory and were not removed, each with its person. */
export function accountsAmong(
  database: Database,
  { authorityId, schoolId }: DirectoryOf,
  ids: readonly number[],
): Promise<{ id: number; personId: number }[]> {
  return database
    .selectFrom("staff_accounts")
    .where("authority_id", "=", authorityId)
    .where(sql<boolean>`coalesce(school_id, 0) = ${schoolId ?? 0}`)
    .where("removed_at", "is", null)
    .where(sql<boolean>`id = any (${ids}::bigint[])`)
    .select(["id", "person_id as personId"])
    .execute();
}

/** Makes these accounts members; answers those who were not yet. */
export async function addMembers(
  database: Database,
  groupId: number,
  accounts: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into staff_group_members (group_id, account_id) select ${groupId}, unnest(${accounts}::bigint[])
    on conflict do nothing returning account_id as id`.execute(database);
  return rows.map(({ id }) => id);
}

/** Ends the membership of these accounts; answers those who were members. */
export async function removeMembers(
  database: Database,
  groupId: number,
  accounts: readonly number[],
): Promise<number[]> {
  const gone = await database
    .deleteFrom("staff_group_members")
    .where("group_id", "=", groupId)
    .where(sql<boolean>`account_id = any (${accounts}::bigint[])`)
    .returning("account_id as id")
    .execute();
  return gone.map(({ id }) => id);
}

/** The people behind these accounts. */
export async function peopleBehind(database: Database, accounts: readonly number[]): Promise<number[]> {
  const people = await database
    .selectFrom("staff_accounts")
    .where(sql<boolean>`id = any (${accounts}::bigint[])`)
    .select("person_id as personId")
    .execute();
  return people.map(({ personId }) => personId);
}

/** Takes an account out of all of its groups. */
export async function leaveGroups(database: Database, account: number): Promise<void> {
  await database.deleteFrom("staff_group_members").where("account_id", "=", account).execute();
}
