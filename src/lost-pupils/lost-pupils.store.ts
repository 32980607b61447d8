import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type Database, NotFound } from "../database/index.ts";
import { blockingKeysOf, type Identity } from "../matching/index.ts";
import type { Standing, Step, Way } from "./lost-pupil.ts";

/** A file of the store as it is listed. */
export type LostPupil = Identity & {
  id: number;
  reference: string;
  authorityId: number;
  authorityName: string;
  schoolId: number | null;
  schoolName: string | null;
  source: string;
  childId: number | null;
  came: Way;
  destination: string;
  fileName: string;
  agesOutOn: Temporal.PlainDate | null;
  madeAt: Temporal.Instant;
  /** The last step that moved it, and how many of its matches nobody has set aside. */
  moved: string | null;
  openMatches: number;
  toSchoolName: string | null;
  /** Whether it stands handed over and whoever gets it has it; and whether it was deleted since. */
  arrived: boolean;
  deleted: boolean;
};

/** A step of a file's ledger. */
export type LedgerStep = {
  id: number;
  step: Step;
  toSchoolName: string | null;
  words: string;
  madeAt: Temporal.Instant;
  madeBy: string;
};

const shown = sql`f.id, f.reference, f.authority_id as "authorityId", a.name as "authorityName", f.school_id as "schoolId",
  s.name as "schoolName", f.source, f.child_id as "childId", f.came, f.destination, f.file_name as "fileName",
  f.ages_out_on as "agesOutOn", f.made_at as "madeAt", f.forename, f.middle_names as "middleNames", f.surname,
  f.other_forename as "otherForename", f.other_surname as "otherSurname", f.date_of_birth as "dateOfBirth", f.sex, f.upn,
  f.former_upn as "formerUpn", f.postcode, lost_pupil_moved(f.id) as moved,
  lost_pupil_arrived(f.id) as arrived, f.content is null as deleted,
  (select count(*)::int from lost_pupil_matches m where m.lost_pupil_id = f.id and not exists
    (select from lost_pupil_steps no where no.match_id = m.id and no.step = 'not-the-child')) as "openMatches",
  (select t.name from lost_pupil_steps h join schools t on t.id = h.to_school_id
    where h.lost_pupil_id = f.id and h.step = 'handed-over' order by h.id desc limit 1) as "toSchoolName"`;
const tables = sql`lost_pupils f join authorities a on a.id = f.authority_id left join schools s on s.id = f.school_id`;

/** What is listed: the files of an authority or of schools, those that stand so, from a place on. */
export type FilesWanted = {
  authorityId?: number | undefined;
  schools?: readonly number[] | undefined;
  standing?: Standing | undefined;
  before?: number | undefined;
  atMost: number;
};

const standingIs: Record<Standing, ReturnType<typeof sql>> = {
  waiting: sql`listed.moved is distinct from 'handed-over' and listed.moved is distinct from 'withdrawn' and listed."openMatches" = 0`,
  found: sql`listed.moved is distinct from 'handed-over' and listed.moved is distinct from 'withdrawn' and listed."openMatches" > 0`,
  "handed-over": sql`listed.moved = 'handed-over'`,
  withdrawn: sql`listed.moved = 'withdrawn'`,
};

/** The files of an authority's store or those that schools sent away, the latest first. [F05] */
export async function filesBefore(database: Database, wanted: FilesWanted): Promise<LostPupil[]> {
  const { authorityId, schools, standing, before, atMost } = wanted;
  const conditions = [
    authorityId !== undefined && sql`f.authority_id = ${authorityId}`,
    schools && sql`f.school_id = any (${schools}::int[])`,
    before !== undefined && sql`f.id < ${before}`,
  ].filter((each) => typeof each === "object");
  const { rows } = await sql<LostPupil>`select * from (select ${shown} from ${tables}
      where ${sql.join(conditions, sql` and `)}) listed
    where ${standing ? standingIs[standing] : sql`true`} order by id desc limit ${sql.lit(atMost)}`.execute(
    database,
  );
  return rows;
}

/** The files that stand handed over to these schools and are still here, the latest first. */
export async function filesHandedTo(
  database: Database,
  schools: readonly number[],
  atMost: number,
): Promise<LostPupil[]> {
  const { rows } = await sql<LostPupil>`select ${shown} from ${tables}
    where f.id = any ((select files_handed_to_viewer())::bigint[]) and f.content is not null
      and exists (select from lost_pupil_steps h where h.lost_pupil_id = f.id and h.step = 'handed-over' and h.to_school_id = any (${schools}::int[]))
    order by f.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** One file by its reference; undefined when the viewer may not know of it. */
export async function fileCalled(database: Database, reference: string): Promise<LostPupil | undefined> {
  const { rows } =
    await sql<LostPupil>`select ${shown} from ${tables} where f.reference = ${reference}`.execute(database);
  return rows[0];
}

const atMostOfAWay = 60;

/** The files of a store that share a key with the child sought: one query, one index a key. [F05] */
export async function filesSharingAKey(
  database: Database,
  authorityId: number,
  sought: Identity,
): Promise<LostPupil[]> {
  const { forenameKey, surnameKey, otherSurnameKey } = blockingKeysOf(sought);
  const surnames = [surnameKey, otherSurnameKey].filter(Boolean);
  const upns = [sought.upn, sought.formerUpn].filter((upn) => upn !== null);
  const shared = [
    sql`k.upn = any (${upns}::text[])`,
    sql`k.former_upn = any (${upns}::text[])`,
    sql`k.date_of_birth = ${sought.dateOfBirth}::date`,
    sql`k.surname_key = any (${surnames}::text[])`,
    sql`k.other_surname_key = any (${surnames}::text[]) and k.other_surname_key <> ''`,
    sql`k.surname_key = ${forenameKey || null}::text`,
  ].map(
    (condition) =>
      sql`(select k.id from lost_pupils k where k.authority_id = ${authorityId} and ${condition} order by k.id desc limit ${sql.lit(atMostOfAWay)})`,
  );
  const { rows } = await sql<LostPupil>`with shared as (${sql.join(shared, sql` union `)})
    select ${shown} from ${tables} where f.id in (select id from shared)`.execute(database);
  return rows;
}

/** What a file is kept with. */
export type FileToKeep = {
  authorityId: number;
  schoolId: number | null;
  source: string;
  childId: number | null;
  came: Way;
  destination: string;
  fileName: string;
  content: Buffer;
  scanned: string | null;
  agesOutOn: Temporal.PlainDate | null;
  identity: Identity;
};

/** Keeps a file as it is; it is a fact. Answers its reference. */
export async function insertFile({ database, viewer, now }: Context, file: FileToKeep): Promise<string> {
  const { identity } = file;
  const { forenameKey, surnameKey, otherSurnameKey } = blockingKeysOf(identity);
  const { rows } = await sql<{
    reference: string;
  }>`select next_reference(${file.authorityId}, 'F') as reference`.execute(database);
  const reference = rows[0]?.reference ?? "";
  await database
    .insertInto("lost_pupils")
    .values({
      ...{ reference, authority_id: file.authorityId, school_id: file.schoolId, source: file.source },
      ...{ child_id: file.childId, came: file.came, destination: file.destination, file_name: file.fileName },
      ...{ content: file.content, sha256: createHash("sha256").update(file.content).digest() },
      ...{ scanned: file.scanned, ages_out_on: file.agesOutOn },
      ...{ forename: identity.forename, middle_names: identity.middleNames, surname: identity.surname },
      ...{ other_forename: identity.otherForename, other_surname: identity.otherSurname },
      ...{ date_of_birth: identity.dateOfBirth, sex: identity.sex, upn: identity.upn },
      ...{ former_upn: identity.formerUpn, postcode: identity.postcode },
      ...{ forename_key: forenameKey, surname_key: surnameKey, other_surname_key: otherSurnameKey },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
  return reference;
}

/** The reference of the same pupil's file that waits in the store already. */
export async function sameWaiting(
  database: Database,
  {
    authorityId,
    source,
    identity: { upn, surname, forename, dateOfBirth },
  }: Pick<FileToKeep, "authorityId" | "source" | "identity">,
): Promise<string | undefined> {
  const keys = blockingKeysOf({ surname, forename });
  const { rows } = await sql<{ reference: string }>`select f.reference from lost_pupils f
    where f.authority_id = ${authorityId} and f.source = ${source}
      and case when ${upn}::text is not null then f.upn = ${upn}
        else f.surname_key = ${keys.surnameKey} and f.forename_key = ${keys.forenameKey} and f.date_of_birth is not distinct from ${dateOfBirth}::date end
      and coalesce(lost_pupil_moved(f.id), 'waits-again') = 'waits-again' limit 1`.execute(database);
  return rows[0]?.reference;
}

/** A file's own bytes. @throws NotFound for one that was deleted. */
export async function contentOf(database: Database, id: number): Promise<Buffer> {
  const { content } = await database
    .selectFrom("lost_pupils")
    .where("id", "=", id)
    .select("content")
    .executeTakeFirstOrThrow();
  if (!content) throw new NotFound();
  return content;
}

/** Deletes what came in and what was read out of it, by the one function that may, and says so in the ledger. */
export async function eraseFile({ database, now }: Context, id: number, why: string): Promise<void> {
  await sql`select delete_lost_pupil_file(${id}, ${why}, ${now})`.execute(database);
}

/** How many files of a store have arrived where the child is, and are still here. [F05] */
export async function filesToDelete(database: Database, authorityId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from lost_pupils f
    where f.authority_id = ${authorityId} and f.content is not null and lost_pupil_arrived(f.id)`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

/** Waits until nobody else moves the file: two who hand it over at once would both be told that they had. */
export async function holdFile(database: Database, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(728114057, ${id}::int)`.execute(database);
}

/** Adds a step to a file's ledger. */
export async function insertStep(
  { database, viewer, now }: Pick<Context, "database" | "now"> & { viewer: { personId: number } },
  fileId: number,
  step: { step: Step; toSchoolId?: number | null; words?: string; matchId?: number | null },
): Promise<void> {
  await database
    .insertInto("lost_pupil_steps")
    .values({
      ...{ lost_pupil_id: fileId, step: step.step, to_school_id: step.toSchoolId ?? null },
      ...{ words: step.words ?? "", match_id: step.matchId ?? null, made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** The ledger of a file, the latest first. */
export async function stepsOf(database: Database, id: number): Promise<LedgerStep[]> {
  const rows = await database
    .selectFrom("lost_pupil_steps as t")
    .innerJoin("people", "people.id", "t.made_by")
    .leftJoin("schools", "schools.id", "t.to_school_id")
    .where("t.lost_pupil_id", "=", id)
    .orderBy("t.id", "desc")
    .select([
      "t.id",
      "t.step",
      "schools.name as toSchoolName",
      "t.words",
      "t.made_at as madeAt",
      "people.name as madeBy",
    ])
    .execute();
  return rows as LedgerStep[];
}

/** A school by its seven digits, anywhere in the system. */
export async function schoolNumbered(
  database: Database,
  laestab: string,
): Promise<{ id: number; name: string; authorityId: number } | undefined> {
  return database
    .selectFrom("schools")
    .where("laestab", "=", laestab)
    .select(["id", "name", "authority_id as authorityId"])
    .executeTakeFirst();
}

/** How many files of a store wait, how many of these may have been found, and how many School to School lets go by a day. */
export async function storeTotals(
  database: Database,
  authorityId: number,
  soon: Temporal.PlainDate,
): Promise<{ waiting: number; found: number; agingOut: number }> {
  const { rows } = await sql<{ waiting: number; found: number; agingOut: number }>`
    select count(*)::int as waiting, count(*) filter (where "openMatches" > 0)::int as found,
      count(*) filter (where "agesOutOn" <= ${soon}::date)::int as "agingOut"
    from (select ${shown} from ${tables} where f.authority_id = ${authorityId}) listed
    where coalesce(moved, 'waits-again') = 'waits-again'`.execute(database);
  return rows[0] ?? { waiting: 0, found: 0, agingOut: 0 };
}

/** How many files from other authorities' systems wait for somebody to decide: see src/exchange. */
export async function filesOffered(database: Database, authorityId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from exchange_parcels
    where authority_id = ${authorityId} and state = 'waiting'`.execute(database);
  return rows[0]?.count ?? 0;
}
