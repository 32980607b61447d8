import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Ground, Regulations } from "./ground.ts";
import type { Destination, PartKept, PupilThen, Step, TransferFile } from "./removal.ts";

/** A school as a ground needs to know it. */
export type School = {
  id: number;
  name: string;
  laestab: string;
  phase: string;
  authorityId: number;
  areaId: number | null;
};

/** The school with this id. */
export async function schoolById(database: Database, id: number): Promise<School | undefined> {
  return database
    .selectFrom("schools")
    .where("id", "=", id)
    .select(["id", "name", "laestab", "phase", "authority_id as authorityId", "area_id as areaId"])
    .executeTakeFirst();
}

export type NewRemoval = {
  childId: number;
  school: School;
  pupil: PupilThen;
  ground: Ground;
  metOn: Temporal.PlainDate;
  answered: readonly { asked: string; answered: string }[];
  parts: readonly PartKept[];
  lastAttendedOn: Temporal.PlainDate | undefined;
  destination: Destination;
  newLaestab: string | undefined;
  newSchool: string;
  reason: string;
  transferFile: TransferFile;
};

/** Keeps a removal as the school prepared it. Answers its id. */
export async function insertRemoval(
  { database, viewer, now }: Context,
  removal: NewRemoval,
): Promise<number> {
  const { school, ground } = removal;
  const { id } = await database
    .insertInto("removals")
    .values({
      child_id: removal.childId,
      authority_id: school.authorityId,
      area_id: school.areaId,
      school_id: school.id,
      pupil: JSON.stringify(removal.pupil),
      regulations: ground.regulations,
      letter: ground.letter,
      clause: ground.clause,
      met_on: removal.metOn,
      answered: JSON.stringify(removal.answered),
      parts: JSON.stringify(removal.parts),
      last_attended_on: removal.lastAttendedOn ?? null,
      destination: removal.destination,
      new_laestab: removal.newLaestab ?? null,
      new_school: removal.newSchool,
      reason: removal.reason,
      transfer_file: removal.transferFile,
      made_at: now,
      made_by: viewer.personId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps one step of a removal. */
export async function insertStep(
  { database, viewer, now }: Context,
  removalId: number,
  { step, onDay, words = "" }: { step: Step["step"]; onDay?: Temporal.PlainDate; words?: string },
): Promise<void> {
  await database
    .insertInto("removal_steps")
    .values({
      ...{ removal_id: removalId, step, on_day: onDay ?? null, words },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** A removal with its steps, and the deletion return if it was sent. */
export type Removal = {
  id: number;
  childId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number;
  schoolName: string;
  pupil: PupilThen;
  regulations: Regulations;
  letter: string;
  clause: string;
  metOn: Temporal.PlainDate;
  answered: { asked: string; answered: string }[];
  parts: PartKept[];
  lastAttendedOn: Temporal.PlainDate | null;
  destination: Destination;
  newLaestab: string | null;
  newSchool: string;
  reason: string;
  transferFile: TransferFile;
  madeAt: Temporal.Instant;
  madeBy: string;
  steps: Step[];
  /** When the authority was told: by the deletion return, or by form CME1, which holds all of it. */
  returnSentAt: Temporal.Instant | null;
  /** The file of the store that the pupil's transfer file went in as since, where the viewer may know of it. */
  fileReference: string | null;
};

const removalColumns = sql`r.id, r.child_id as "childId", r.authority_id as "authorityId", r.area_id as "areaId",
  r.school_id as "schoolId", s.name as "schoolName", r.pupil, r.regulations, r.letter, r.clause, r.met_on as "metOn",
  r.answered, r.parts, r.last_attended_on as "lastAttendedOn", r.destination, r.new_laestab as "newLaestab",
  r.new_school as "newSchool", r.reason, r.transfer_file as "transferFile", r.made_at as "madeAt", p.name as "madeBy",
  (select coalesce(json_agg(json_build_object('step', t.step, 'onDay', t.on_day, 'words', t.words, 'madeAt', t.made_at,
    'madeBy', doer.name) order by t.id), '[]') from removal_steps t join people doer on doer.id = t.made_by
    where t.removal_id = r.id) as steps,
  coalesce((select d.made_at from school_returns d where d.removal_id = r.id),
    (select min(f.received_at) from referrals f where f.child_id = r.child_id and f.school_id = r.school_id and f.form = 'cme1'
      and f.received_at >= r.made_at)) as "returnSentAt",
  (select f.reference from lost_pupils f where f.child_id = r.child_id and f.school_id = r.school_id and f.made_at >= r.made_at
    order by f.id limit 1) as "fileReference"`;

async function removalsWhere(
  database: Database,
  condition: RawBuilder<unknown>,
  atMost: number,
): Promise<Removal[]> {
  const { rows } = await sql<Removal>`
    select ${removalColumns} from removals r join schools s on s.id = r.school_id join people p on p.id = r.made_by
    where ${condition} order by r.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The removal with this id, as the viewer may see it. */
export async function removalById(database: Database, id: number): Promise<Removal | undefined> {
  const [removal] = await removalsWhere(database, sql`r.id = ${id}`, 1);
  return removal;
}

/** The last removal of a pupil by a school, whatever became of it. */
export async function lastRemovalOf(
  database: Database,
  childId: number,
  schoolId: number,
): Promise<Removal | undefined> {
  const [removal] = await removalsWhere(
    database,
    sql`r.child_id = ${childId} and r.school_id = ${schoolId}`,
    1,
  );
  return removal;
}

/** Which removals: of some schools or of all that the viewer may see, and only those that wait for the officer. */
export type RemovalsAsked = {
  schools?: readonly number[] | undefined;
  waiting?: boolean;
  /** Those whose name came off the roll between two days, both included. */
  offIn?: { from: Temporal.PlainDate; until: Temporal.PlainDate } | undefined;
  /** The id of the last one of the page before. */
  before?: number | undefined;
  count: number;
};

/** The removals that the viewer may see, the latest first. [H09] */
export async function removalsSeen(
  database: Database,
  { schools, waiting, offIn, before, count }: RemovalsAsked,
): Promise<Removal[]> {
  const conditions = [
    schools ? sql`r.school_id = any (${schools}::int[])` : sql`true`,
    before === undefined ? sql`true` : sql`r.id < ${before}`,
    offIn
      ? sql`exists (select from removal_steps t where t.removal_id = r.id and t.step = 'removed'
          and t.on_day between ${offIn.from}::date and ${offIn.until}::date)`
      : sql`true`,
    waiting
      ? sql`exists (select from removal_steps t where t.removal_id = r.id and t.step = 'asked')
          and not exists (select from removal_steps t where t.removal_id = r.id and t.step <> 'asked')`
      : sql`true`,
  ];
  return removalsWhere(database, sql.join(conditions, sql` and `), count);
}

/** If the pupil has an open case: the officer has accepted a referral. Of the viewer's own school's pupils alone. [C28] */
export async function isSought(database: Database, childId: number, schoolId: number): Promise<boolean> {
  const { rows } = await sql<{ sought: boolean }>`
    select ${childId} in (select pupils_sought(array[${schoolId}::int])) as sought`.execute(database);
  return rows[0]?.sought ?? false;
}

/** The day from which the officer of the pupil's case has told the school to remove the name, if one has. [C28] */
export async function removalAdvised(
  database: Database,
  childId: number,
): Promise<Temporal.PlainDate | undefined> {
  const { rows } = await sql<{ on: Temporal.PlainDate | null }>`
    select removal_advised(${childId}) as on`.execute(database);
  return rows[0]?.on ?? undefined;
}
