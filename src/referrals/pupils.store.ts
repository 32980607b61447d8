import { sql } from "kysely";
import type { Sought } from "../children/index.ts";
import type { Database } from "../database/index.ts";

/** A pupil of a school, now or lately. */
export type Pupil = {
  id: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  upn: string | null;
  onRoll: boolean;
  leftOn: Temporal.PlainDate | null;
  /** On whose roll. */
  school: string | null;
};

const pupilColumns = sql`c.id, c.forename, c.surname, c.date_of_birth as "dateOfBirth", c.upn, c.on_roll as "onRoll"`;

/**
 * The pupils on the rolls of these schools, past ones too, one of whose names begins with each of these folded words.
 * A roll is a few thousand rows at most, all of them reached through the school's index.
 */
export async function pupilsCalled(
  database: Database,
  schools: readonly number[],
  sought: Pick<Sought, "names" | "upn" | "bornOn">,
  atMost: number,
): Promise<Pupil[]> {
  const conditions = sought.names.map(
    (word) => sql`(e.surname_key like ${`${word}%`} or e.forename_key like ${`${word}%`}
      or e.other_surname_key like ${`${word}%`} or e.surname_key || e.forename_key like ${`%${word}%`})`,
  );
  if (sought.upn) conditions.push(sql`(e.upn = ${sought.upn} or e.former_upn = ${sought.upn})`);
  if (sought.bornOn) conditions.push(sql`e.date_of_birth = ${sought.bornOn}::date`);
  const { rows } = await sql<Pupil>`
    select distinct on (c.surname, c.forename, c.id) ${pupilColumns}, e.ends_on as "leftOn", schools.name as school
    from list_entries e join children c on c.id = e.child_id join schools on schools.id = e.school_id
    where e.school_id = any (${schools}::int[]) and e.list = 'school-roll' and ${sql.join(conditions, sql` and `)}
    order by c.surname, c.forename, c.id, e.ends_on desc nulls first limit ${sql.lit(atMost)}`.execute(
    database,
  );
  return rows;
}

/**
 * The pupils of a school who are likely brothers and sisters of a child: at the same postcode, and of the same surname or at the same
 * address, the eldest first. One whom the school has reported since `unreportedSince` is left out.
 */
export async function siblingsAtSchool(
  database: Database,
  {
    childId,
    schoolId,
    unreportedSince,
  }: { childId: number; schoolId: number; unreportedSince: Temporal.Instant },
): Promise<Pupil[]> {
  const { rows } = await sql<Pupil>`
    select ${pupilColumns}, null as "leftOn", null as school from children of join children c on c.postcode = of.postcode
    where of.id = ${childId} and c.id <> of.id and c.school_id = ${schoolId}
      and (lower(c.surname) = lower(of.surname) or exists (
        select from child_addresses mine join child_addresses theirs on lower(theirs.lines) = lower(mine.lines)
        where mine.child_id = of.id and theirs.child_id = c.id and mine.lines <> '' and not mine.hidden and not theirs.hidden))
      and not exists (select from referrals r where r.child_id = c.id and r.school_id = ${schoolId} and r.received_at >= ${unreportedSince})
    order by c.date_of_birth, c.id limit 12`.execute(database);
  return rows;
}

/** The children with these ids whom the viewer may see. */
export async function pupilsById(
  database: Database,
  ids: readonly number[],
): Promise<{ id: number; forename: string; surname: string }[]> {
  return database
    .selectFrom("children")
    .where("id", "=", sql<number>`any (${ids}::bigint[])`)
    .select(["id", "forename", "surname"])
    .orderBy("surname")
    .execute();
}

/** A pupil who left a school without a destination on record. */
export type Leaver = Pupil & {
  leftOn: Temporal.PlainDate;
  leavingReason: string | null;
  /** If the authority is looking for the child already. */
  sought: boolean;
};

/** Grounds that need no destination: home education, death, and having passed compulsory school age. */
const needsNoDestination = ["F", "K", "L"];

/**
 * The pupils who left these schools since a day, whose destination nobody recorded, whom no roll has taken up and whom
 * the school has not reported: the longest away first. [D01]
 */
export async function leaversWithoutDestination(
  database: Database,
  schools: readonly number[],
  since: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Promise<Leaver[]> {
  const { rows } = await sql<Leaver>`
    select ${pupilColumns}, p.until_on as "leftOn", p.leaving_reason as "leavingReason", schools.name as school,
      c.id in (select pupils_sought(${schools}::int[])) as sought
    from provisions p join children c on c.id = p.child_id join schools on schools.id = p.school_id
    where p.school_id = any (${schools}::int[]) and p.kind = 'on-roll' and p.until_on between ${since}::date and ${today}::date
      and coalesce(p.destination, '') = '' and coalesce(p.leaving_reason, '') <> all (${needsNoDestination}::text[])
      and c.school_id = p.school_id and not c.on_roll and c.educated = 'unknown'
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
      and not exists (select from referrals r where r.child_id = c.id and r.school_id = p.school_id and r.received_at::date >= p.until_on)
    order by p.until_on, c.surname, c.forename, c.id`.execute(database);
  return rows;
}
