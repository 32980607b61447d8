import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";

export const outcomes = ["held", "declined", "could-not"] as const;
export type InterviewOutcome = (typeof outcomes)[number];

/** A young person who is back, as the police list has them, and what came of the talk so far. */
export type Return = {
  entryId: number;
  authorityId: number;
  procedure: string;
  policeReference: string;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  risk: string;
  reportedOn: Temporal.PlainDate | null;
  /** The hour, or where the police gave the day alone the beginning of that day, so that nobody thinks there is longer. */
  returnedAt: Temporal.Instant;
  hourKnown: boolean;
  caseId: number | null;
  caseReference: string | null;
  caseOwner: string | null;
  /** If the case says that the interview was held. */
  heldAlready: boolean;
  /** What came of the last attempt. */
  outcome: InterviewOutcome | null;
  attempts: number;
};

const columns = sql`entry_id as "entryId", authority_id as "authorityId", procedure, police_reference as "policeReference", forename, surname,
  date_of_birth as "dateOfBirth", risk, reported_on as "reportedOn", returned_at as "returnedAt", hour_known as "hourKnown", case_id as "caseId",
  case_reference as "caseReference", case_owner as "caseOwner", held_already as "heldAlready", outcome, attempts`;
const isOwed = sql<boolean>`not held_already and coalesce(outcome, 'could-not') = 'could-not'`;

/** Where a list goes on: the last of the page before. */
export type After = { returnedAt: Temporal.Instant; entryId: number };

/** The returns that the viewer may know of: those whose interview is owed, back longest first; or the others, back last first. [B06] */
export async function returns(
  database: Database,
  { owed, after, atMost }: { owed: boolean; after: After | undefined; atMost: number },
): Promise<Return[]> {
  const place = after && sql`(${after.returnedAt}, ${after.entryId})`;
  const { rows } = owed
    ? await sql<Return>`select ${columns} from returns_to_interview() where ${isOwed}
        ${place ? sql`and (returned_at, entry_id) > ${place}` : sql``} order by returned_at, entry_id limit ${atMost}`.execute(
        database,
      )
    : await sql<Return>`select ${columns} from returns_to_interview() where not (${isOwed})
        ${place ? sql`and (returned_at, entry_id) < ${place}` : sql``} order by returned_at desc, entry_id desc limit ${atMost}`.execute(
        database,
      );
  return rows;
}

/** One return; undefined when the viewer may not know of it. */
export async function returnNumbered(database: Database, entryId: number): Promise<Return | undefined> {
  const { rows } = await sql<Return>`select ${columns} from returns_to_interview(${entryId})`.execute(
    database,
  );
  return rows[0];
}

/** An attempt to talk with the child. */
export type Attempt = {
  id: number;
  outcome: InterviewOutcome;
  happenedAt: Temporal.Instant;
  heldBy: string;
  whyNot: string;
  /** Only for those who hold such talks. */
  learnt: string | null;
  madeBy: string;
};

/** The attempts to talk with a child, the latest first. */
export async function attemptsOf(database: Database, entryId: number): Promise<Attempt[]> {
  const { rows } = await sql<Attempt>`
    select i.id, i.outcome, i.happened_at as "happenedAt", i.held_by as "heldBy", i.why_not as "whyNot", a.learnt, people.name as "madeBy"
    from return_interviews i left join return_interview_accounts a on a.interview_id = i.id join people on people.id = i.made_by
    where i.entry_id = ${entryId} order by i.id desc`.execute(database);
  return rows;
}

/** Keeps an attempt, and apart from it what the child told. */
export async function insertAttempt(
  { database, viewer, now }: Context,
  { entryId, authorityId, caseId }: Pick<Return, "entryId" | "authorityId" | "caseId">,
  told: Pick<Attempt, "outcome" | "happenedAt" | "heldBy" | "whyNot"> & { learnt: string },
): Promise<void> {
  const made = { made_at: now, made_by: viewer.personId };
  const { id } = await database
    .insertInto("return_interviews")
    .values({
      ...{ entry_id: entryId, authority_id: authorityId, case_id: caseId, outcome: told.outcome },
      ...{ happened_at: told.happenedAt, held_by: told.heldBy, why_not: told.whyNot, ...made },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (told.learnt)
    await database
      .insertInto("return_interview_accounts")
      .values({ interview_id: id, learnt: told.learnt, ...made })
      .execute();
}

/** Waits until whoever records an attempt about the same return has done so. */
export async function holdReturn(database: Database, entryId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(728114046, ${entryId}::int)`.execute(database);
}

/** If the case knows of a return at this moment or later. As the program. */
export async function knowsOfReturn(
  database: Database,
  caseId: number,
  returnedAt: Temporal.Instant,
): Promise<boolean> {
  const fact = await database
    .selectFrom("case_facts")
    .where("case_id", "=", caseId)
    .where("kind", "=", "missing-child-returned")
    .where("happened_at", ">=", returnedAt)
    .select("id")
    .executeTakeFirst();
  return fact !== undefined;
}
