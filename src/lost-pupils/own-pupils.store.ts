import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** A pupil of the viewer's schools: who came lately and is there, or who left lately. */
export type OwnPupil = { id: number; name: string; school: string; on: Temporal.PlainDate };

/** What nothing has replaced, of these schools. */
const standing = (schools: readonly number[]) =>
  sql`p.school_id = any (${schools}::int[]) and p.kind = 'on-roll'
    and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)`;

/** The pupils who came to these schools since a day and whose file was not asked for yet, the latest first. [F06] */
export async function newPupilsOf(
  database: Database,
  schools: readonly number[],
  since: Temporal.PlainDate,
  atMost: number,
): Promise<OwnPupil[]> {
  const { rows } =
    await sql<OwnPupil>`select c.id, c.forename || ' ' || c.surname as name, s.name as school, p.from_on as "on"
    from provisions p join children c on c.id = p.child_id and c.school_id = p.school_id and c.on_roll join schools s on s.id = p.school_id
    where ${standing(schools)} and p.until_on is null and p.from_on >= ${since}::date
      and not exists (select from transfer_file_requests r where r.child_id = c.id and r.school_id = p.school_id)
    order by p.from_on desc, c.surname, c.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The pupils who left these schools since a day for none that is known, and who have no file in the store, the latest first. [F05] */
export async function leaversOf(
  database: Database,
  schools: readonly number[],
  since: Temporal.PlainDate,
  atMost: number,
): Promise<OwnPupil[]> {
  const { rows } =
    await sql<OwnPupil>`select c.id, c.forename || ' ' || c.surname as name, s.name as school, p.until_on as "on"
    from provisions p join children c on c.id = p.child_id and c.school_id = p.school_id and not c.on_roll join schools s on s.id = p.school_id
    where ${standing(schools)} and p.until_on >= ${since}::date
      and not exists (select from lost_pupils f where f.child_id = c.id and f.school_id = p.school_id)
    order by p.until_on desc, c.surname, c.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The school that a pupil left last, where the viewer may see it; undefined while on a roll. */
export async function leaverOf(database: Database, childId: number): Promise<number | undefined> {
  const row = await database
    .selectFrom("children")
    .where("id", "=", childId)
    .where("on_roll", "=", false)
    .select("school_id")
    .executeTakeFirst();
  return row?.school_id ?? undefined;
}

/** A school as its transfer files name it. */
export async function schoolToWrite(
  database: Database,
  id: number,
): Promise<{ laestab: string; urn: string | null; name: string; authorityId: number } | undefined> {
  return database
    .selectFrom("schools")
    .where("id", "=", id)
    .select(["laestab", "urn", "name", "authority_id as authorityId"])
    .executeTakeFirst();
}

/** How many files a school has sent to a destination; the next one's number follows. */
export async function filesSentBy(
  database: Database,
  schoolId: number,
  destination: string,
): Promise<number> {
  const { count } = await database
    .selectFrom("lost_pupils")
    .where("school_id", "=", schoolId)
    .where("destination", "=", destination)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
