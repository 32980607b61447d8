import { sql } from "kysely";
import { programsOwnPerson } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Identity } from "../matching/index.ts";

/** A pupil on a roll whom the program found for a file, as either side may see it. */
export type Match = {
  id: number;
  lostPupilId: number;
  keptBy: string;
  keptById: number;
  authorityName: string;
  schoolId: number;
  schoolName: string;
  /** The pupil who came; named only to those who may see the child. */
  childId: number | null;
  childName: string | null;
  startsOn: Temporal.PlainDate | null;
  evidence: string[];
  madeAt: Temporal.Instant;
  setAside: string | null;
};

const shown = sql`m.id, m.lost_pupil_id as "lostPupilId", keeper.name as "keptBy", m.kept_by as "keptById", a.name as "authorityName",
  m.school_id as "schoolId", s.name as "schoolName", c.id as "childId", c.forename || ' ' || c.surname as "childName",
  m.starts_on as "startsOn", m.evidence, m.made_at as "madeAt",
  (select no.words from lost_pupil_steps no where no.match_id = m.id and no.step = 'not-the-child' limit 1) as "setAside"`;
const tables = sql`lost_pupil_matches m join authorities keeper on keeper.id = m.kept_by join authorities a on a.id = m.authority_id
  join schools s on s.id = m.school_id left join children c on c.id = m.child_id`;

/** The matches of a file, the latest first. */
export async function matchesOf(database: Database, fileId: number): Promise<Match[]> {
  const { rows } =
    await sql<Match>`select ${shown} from ${tables} where m.lost_pupil_id = ${fileId} order by m.id desc`.execute(
      database,
    );
  return rows;
}

/** The pupils of these schools, or of an authority, for whom a file waits somewhere: the side that needs it. [F06] */
export async function filesWaitingFor(
  database: Database,
  { schools, authorityId, atMost }: { schools?: readonly number[]; authorityId?: number; atMost: number },
): Promise<Match[]> {
  const where = schools ? sql`m.school_id = any (${schools}::int[])` : sql`m.authority_id = ${authorityId}`;
  const { rows } = await sql<Match>`select ${shown} from ${tables} where ${where} and match_is_open(m.id)
    order by m.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** A file that waits, and a pupil on a roll who shares a key with it. */
export type Pair = {
  file: Identity & { id: number; authorityId: number; childId: number | null };
  entry: Identity & {
    id: number;
    childId: number | null;
    authorityId: number;
    schoolId: number;
    startsOn: Temporal.PlainDate | null;
  };
};

const identity = (of: "f" | "e") => {
  const column = (name: string) => sql`${sql.ref(`${of}.${name}`)}`;
  return sql`json_build_object('id', ${column("id")}, 'authorityId', ${column("authority_id")}, 'childId', ${column("child_id")},
    'schoolId', ${column("school_id")}, 'forename', ${column("forename")}, 'middleNames', ${column("middle_names")},
    'surname', ${column("surname")}, 'otherForename', ${column("other_forename")}, 'otherSurname', ${column("other_surname")},
    'dateOfBirth', ${column("date_of_birth")}, 'sex', ${column("sex")}, 'upn', ${column("upn")}, 'formerUpn', ${column("former_upn")},
    'postcode', ${column("postcode")}${of === "e" ? sql`, 'startsOn', e.starts_on` : sql``})`;
};

/**
 * For the next files that wait, each pupil on a roll of another school, anywhere in the system, who shares a key and was not
 * found before. Where either child is restricted nobody is told, so neither is looked at. As the owner, who sees every roll;
 * keys are compared by equality, one index each. Answers the last file looked at; none when all have been.
 */
export async function pairsAfter(
  owner: Database,
  after: number,
  files: number,
): Promise<{ pairs: Pair[]; last: number | undefined }> {
  const { rows } = await sql<{ id: number; pairs: string | null }>`
    with waiting as (select f.* from lost_pupils f
      where f.id > ${after} and coalesce(lost_pupil_moved(f.id), 'waits-again') = 'waits-again'
        and not exists (select from children c where c.id = f.child_id and c.restricted)
      order by f.id limit ${sql.lit(files)})
    select f.id, (select json_agg(json_build_object('file', ${identity("f")}, 'entry', ${identity("e")}))
      from (
        select e.id from list_entries e where e.upn = f.upn union
        select e.id from list_entries e where e.upn = f.former_upn union
        select e.id from list_entries e where e.former_upn = f.upn union
        select e.id from list_entries e where e.date_of_birth = f.date_of_birth and e.surname_key in (f.surname_key, nullif(f.other_surname_key, '')) union
        select e.id from list_entries e where e.surname_key in (f.surname_key, nullif(f.other_surname_key, '')) and e.forename_key = f.forename_key union
        select e.id from list_entries e where e.other_surname_key = f.surname_key and e.other_surname_key <> '' and e.forename_key = f.forename_key
      ) shared join list_entries e on e.id = shared.id
      where e.list = 'school-roll' and e.ends_on is null and e.school_id is not null and e.school_id is distinct from f.school_id
        and not exists (select from children c where c.id = e.child_id and c.restricted)
        and not exists (select from lost_pupil_matches m where m.lost_pupil_id = f.id and m.entry_id = e.id))::text as pairs
    from waiting f order by f.id`.execute(owner);
  const pairs = rows.flatMap(({ pairs }) =>
    pairs === null
      ? []
      : (JSON.parse(pairs, (key, value) =>
          (key === "dateOfBirth" || key === "startsOn") && value !== null
            ? Temporal.PlainDate.from(value)
            : value,
        ) as Pair[]),
  );
  return { pairs, last: rows.at(-1)?.id };
}

/** A pair that is very likely one child, with how each field compares. */
export type Found = { pair: Pair; bits: number; evidence: readonly string[] };

/**
 * Keeps what was found, once, and asks for each pupil's file in the school's name, as the procedure has the school do. Answers how
 * many there were, and the children whose file was not asked for before. [F06]
 */
export async function insertMatches(
  owner: Database,
  found: readonly Found[],
  now: Temporal.Instant,
): Promise<{ found: number; asked: number[] }> {
  if (found.length === 0) return { found: 0, asked: [] };
  const program = await programsOwnPerson(owner);
  const kept = await owner
    .insertInto("lost_pupil_matches")
    .values(
      found.map(({ pair: { file, entry }, bits, evidence }) => ({
        ...{
          lost_pupil_id: file.id,
          kept_by: file.authorityId,
          lost_child_id: file.childId,
          entry_id: entry.id,
        },
        ...{
          child_id: entry.childId,
          authority_id: entry.authorityId,
          school_id: entry.schoolId,
          starts_on: entry.startsOn,
        },
        ...{ bits, evidence: [...evidence], made_at: now },
      })),
    )
    .onConflict((conflict) => conflict.columns(["lost_pupil_id", "entry_id"]).doNothing())
    .returning(["id", "authority_id", "school_id", "child_id"])
    .execute();
  const asked = kept.flatMap(({ id, authority_id, school_id, child_id }) =>
    child_id === null
      ? []
      : [{ authority_id, school_id, child_id, match_id: id, made_at: now, made_by: program }],
  );
  if (asked.length === 0) return { found: kept.length, asked: [] };
  const fresh = await owner
    .insertInto("transfer_file_requests")
    .values(asked)
    .onConflict((conflict) => conflict.columns(["school_id", "child_id"]).doNothing())
    .returning("child_id")
    .execute();
  return { found: kept.length, asked: fresh.map(({ child_id }) => child_id) };
}

/** A school's wish for a new pupil's file. */
export type FileRequest = {
  id: number;
  childId: number;
  childName: string;
  schoolName: string;
  byProgram: boolean;
  /** Whether the file that the program found for the pupil still waits. */
  waits: boolean;
  madeAt: Temporal.Instant;
  /** The last file that came to the school for this child. */
  answeredAt: Temporal.Instant | null;
};

/** Which pupils' files were asked for: by these schools, or of an authority; the latest first. [F06] */
export async function requestsFor(
  database: Database,
  { schools, authorityId, atMost }: { schools?: readonly number[]; authorityId?: number; atMost: number },
): Promise<FileRequest[]> {
  const where = schools ? sql`r.school_id = any (${schools}::int[])` : sql`r.authority_id = ${authorityId}`;
  const { rows } =
    await sql<FileRequest>`select r.id, r.child_id as "childId", c.forename || ' ' || c.surname as "childName",
      s.name as "schoolName", r.match_id is not null as "byProgram", coalesce(match_is_open(r.match_id), false) and r.match_id is not null as waits, r.made_at as "madeAt",
      (select max(h.made_at) from lost_pupil_steps h join lost_pupil_matches m on m.lost_pupil_id = h.lost_pupil_id
        where m.child_id = r.child_id and h.step = 'handed-over' and h.to_school_id = r.school_id) as "answeredAt"
    from transfer_file_requests r join children c on c.id = r.child_id join schools s on s.id = r.school_id
    where ${where} order by r.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** Asks for the file of a pupil; false where it was asked for already. */
export async function insertRequest(
  { database, viewer, now }: Context,
  { authorityId, schoolId, childId }: { authorityId: number; schoolId: number; childId: number },
): Promise<boolean> {
  const asked = await database
    .insertInto("transfer_file_requests")
    .values({
      authority_id: authorityId,
      school_id: schoolId,
      child_id: childId,
      made_at: now,
      made_by: viewer.personId,
    })
    .onConflict((conflict) => conflict.columns(["school_id", "child_id"]).doNothing())
    .executeTakeFirst();
  return (asked.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
