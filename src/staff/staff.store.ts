import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** Whose directory: an authority's own, or a school's. */
export type DirectoryOf = { authorityId: number; schoolId: number | null };

/** What a directory tells of a member of staff. */
export type StaffTold = {
  userName: string;
  externalId: string | null;
  givenName: string;
  familyName: string;
  displayName: string;
  email: string;
  active: boolean;
};

/** A member of staff as one directory knows them. */
export type StaffAccount = StaffTold & {
  id: number;
  personId: number;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  version: number;
  groups: { id: number; display: string }[];
};

type Found = { by: "id" | "userName" | "externalId"; value: string };

function accountsOf(database: Database, { authorityId, schoolId }: DirectoryOf) {
  return database
    .selectFrom("staff_accounts as a")
    .where("a.authority_id", "=", authorityId)
    .where(sql<boolean>`coalesce(a.school_id, 0) = ${schoolId ?? 0}`);
}

function found(query: ReturnType<typeof accountsOf>, asked: Found | undefined) {
  if (!asked) return query;
  if (asked.by === "id") return query.where("a.id", "=", idOf(asked.value));
  if (asked.by === "externalId") return query.where("a.external_id", "=", asked.value);
  return query.where(sql`lower(a.user_name)`, "=", asked.value.toLowerCase());
}

/** An id as it stands in an address; 0, which is nobody's, for what is no number. */
export function idOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

/** The accounts of a directory by id, `from` the first (0) on, and how many there are. What was removed is not among them. */
export async function staffAccounts(
  database: Database,
  of: DirectoryOf,
  { asked, from, count }: { asked?: Found | undefined; from: number; count: number },
): Promise<{ accounts: StaffAccount[]; total: number }> {
  const there = found(accountsOf(database, of), asked).where("a.removed_at", "is", null);
  const [accounts, total] = await Promise.all([
    withWords(there).orderBy("a.id").offset(sql.lit(from)).limit(sql.lit(count)).execute(),
    there.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow(),
  ]);
  return { accounts, total: total.total };
}

/** The account with this id, held against others until the act is over where `held`. Undefined also where it was removed. */
export function staffAccount(
  database: Database,
  of: DirectoryOf,
  id: string,
  held = false,
): Promise<StaffAccount | undefined> {
  const one = withWords(found(accountsOf(database, of), { by: "id", value: id })).where(
    "a.removed_at",
    "is",
    null,
  );
  return (held ? one.forUpdate("a") : one).executeTakeFirst();
}

function withWords(query: ReturnType<typeof accountsOf>) {
  return query
    .select(["a.id", "a.person_id as personId", "a.user_name as userName", "a.external_id as externalId"])
    .select(["a.given_name as givenName", "a.family_name as familyName", "a.display_name as displayName"])
    .select(["a.email", "a.active", "a.made_at as madeAt", "a.changed_at as changedAt", "a.version"])
    .select(
      sql<
        StaffAccount["groups"]
      >`(select coalesce(json_agg(json_build_object('id', g.id, 'display', g.display_name)
        order by g.id), '[]') from staff_group_members m join staff_groups g on g.id = m.group_id where m.account_id = a.id)`.as(
        "groups",
      ),
    );
}

/** Those of a directory who have this name to sign in with, or are this person: also whom it removed. */
export function accountsLike(
  database: Database,
  of: DirectoryOf,
  { userName, personId }: { userName: string; personId: number },
): Promise<{ id: number; personId: number; removed: boolean }[]> {
  return accountsOf(database, of)
    .where((one) =>
      one.or([one(sql`lower(a.user_name)`, "=", userName.toLowerCase()), one("a.person_id", "=", personId)]),
    )
    .select(["a.id", "a.person_id as personId", sql<boolean>`a.removed_at is not null`.as("removed")])
    .execute();
}

/** The person with this e-mail, made where there is none; null where it is a system's address. */
export async function personOfStaff(
  database: Database,
  { authorityId, schoolId }: DirectoryOf,
  { called, email }: { called: string; email: string },
): Promise<number | null> {
  const { rows } = await sql<{ person: number | null }>`
    select person_of_staff(${authorityId}, ${schoolId}, ${called}, ${email}) as person`.execute(database);
  return rows[0]?.person ?? null;
}

/** Gives a person another name and e-mail, if nobody but this directory has ever known them. */
export async function renameStaff(
  database: Database,
  account: number,
  { called, email }: { called: string; email: string },
): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select rename_staff(${account}, ${called}, ${email}) as done`.execute(database);
  return rows[0]?.done ?? false;
}

/** Adds an account and answers its id. */
export async function insertAccount(
  database: Database,
  { authorityId, schoolId }: DirectoryOf,
  personId: number,
  told: StaffTold,
  at: Temporal.Instant,
): Promise<number> {
  const { id } = await database
    .insertInto("staff_accounts")
    .values({
      ...{ authority_id: authorityId, school_id: schoolId, person_id: personId, ...columnsOf(told) },
      ...{ made_at: at, changed_at: at },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes what a directory tells of an account now; `removed` where it has deleted it. */
export async function updateAccount(
  database: Database,
  id: number,
  told: StaffTold,
  { at, removed = false }: { at: Temporal.Instant; removed?: boolean },
): Promise<void> {
  await database
    .updateTable("staff_accounts")
    .set({ ...columnsOf(told), changed_at: at, removed_at: removed ? at : null })
    .set({ version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

function columnsOf(told: StaffTold) {
  return {
    ...{ user_name: told.userName, external_id: told.externalId, display_name: told.displayName },
    ...{ given_name: told.givenName, family_name: told.familyName, email: told.email, active: told.active },
  };
}
