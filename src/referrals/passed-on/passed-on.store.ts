import { sql } from "kysely";
import {
  holdingFlags,
  type NewFact,
  obligationColumns,
  obligationRow,
  obligationShape,
  obligationTakesOver,
} from "../../cases/index.ts";
import type { Database } from "../../database/index.ts";
import type { CaseFact, Obligation, ObligationState, ProcedureAct, Reading } from "../../procedures/index.ts";

/** Something that happened with a referral that was passed on, and who recorded it. */
export type ReferralFact = CaseFact & { madeByName: string };

/** Lets one at a time record facts of a referral, until the transaction ends. */
export async function holdHistoryOf(database: Database, referralId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('referral passed on'), ${referralId}::int)`.execute(
    database,
  );
}

/** Every fact of a referral that was passed on, in the order of recording; none of one that was not, or is hidden from the viewer. */
export async function factsOfReferral(database: Database, referralId: number): Promise<ReferralFact[]> {
  const rows = await database
    .selectFrom("referral_facts as f")
    .innerJoin("people", "people.id", "f.made_by")
    .where("f.referral_id", "=", referralId)
    .select(["f.id", "f.kind", "f.happened_at as happenedAt", "f.details", "f.made_at as madeAt"])
    .select(["f.replaces", "people.name as madeByName"])
    .orderBy("f.id")
    .execute();
  // Only this file writes the table, and its facts are typed by kind.
  return rows.map(({ replaces, ...row }) => ({ ...row, replaces: replaces ?? undefined })) as ReferralFact[];
}

/** The referrals of a child that were passed on and on which something is owed, the oldest first: their references. */
export async function referralsOwingOf(database: Database, childId: number): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from referrals r where child_id = ${childId} and exists (select from referral_obligations o
      where o.referral_id = r.id and o.state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended'))
    order by id`.execute(database);
  return rows.map(({ reference }) => reference);
}

/** Appends facts to the history of a referral. */
export async function insertReferralFacts(
  database: Database,
  referralId: number,
  facts: readonly NewFact[],
  made: { at: Temporal.Instant; by: number },
): Promise<void> {
  await database
    .insertInto("referral_facts")
    .values(
      facts.map(({ kind, details, happenedAt = made.at, replaces = null }) => ({
        ...{ referral_id: referralId, kind, happened_at: happenedAt, made_at: made.at, made_by: made.by },
        details: sql`${JSON.stringify(details)}::jsonb`,
        replaces,
      })),
    )
    .execute();
}

/** Makes what is kept as owed on a referral equal to the engine's answer, touching only what differs. */
export async function replaceOwed(
  database: Database,
  referralId: number,
  owed: readonly Obligation[],
): Promise<void> {
  await sql`
    with wanted as (select * from json_to_recordset(${JSON.stringify(owed.map(obligationRow))}::json) as w (${obligationShape})),
    gone as (delete from referral_obligations as o where o.referral_id = ${referralId} and not exists (
      select from wanted as w
      where (w.procedure, w.obligation, w.started_by) = (o.procedure, o.obligation, o.started_by)))
    insert into referral_obligations as o (referral_id, ${obligationColumns})
    select ${referralId}, ${obligationColumns} from wanted
    on conflict (referral_id, procedure, obligation, started_by) ${obligationTakesOver}`.execute(database);
}

/** What is kept as owed on a referral. Its state is as of the last fact: time alone can have made it late since. */
export type KeptOwed = Omit<
  Awaited<ReturnType<typeof rowsOfOwed>>[number],
  "state" | "act" | "reading" | "referralId"
> & {
  state: ObligationState;
  act: ProcedureAct;
  reading: Reading | null;
};

/** What was and is owed on a referral that was passed on, in the order in which it is due. */
export async function owedOn(database: Database, referralId: number): Promise<KeptOwed[]> {
  return (await rowsOfOwed(database, [referralId])) as KeptOwed[];
}

function rowsOfOwed(database: Database, referrals: readonly number[]) {
  return database
    .selectFrom("referral_obligations as o")
    .where("o.referral_id", "=", sql<number>`any (${referrals}::bigint[])`)
    .select(["o.referral_id as referralId", "o.procedure", "o.version", "o.obligation as id"])
    .select(["o.started_by as startedBy", "o.clause", "o.asks", "o.role", "o.act", "o.state", "o.why"])
    .select(["o.started_at as startedAt", "o.due_at as dueAt", "o.met_at as metAt", "o.met_by as metBy"])
    .select(["o.reading", "o.late_tell as lateTell", "o.not_until as notUntil", "o.urgent"])
    .orderBy("o.due_at")
    .orderBy("o.obligation")
    .execute();
}

/** If nobody may approach the family of this child now. */
export async function isApproachForbidden(database: Database, childId: number): Promise<boolean> {
  const { rows } = await sql`
    select from child_flags f where f.child_id = ${childId} and f.flag = any (${holdingFlags}::text[]) and f.raised
      and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)
    limit 1`.execute(database);
  return rows.length > 0;
}

/** A referral that was passed on with all that is kept of it. */
export type KeptHistory = {
  id: number;
  reference: string;
  authorityId: number;
  schoolId: number | null;
  procedure: string;
  facts: readonly CaseFact[];
  owed: readonly KeptOwed[];
};

const atOnce = 500;

/** Only those of these places, or those in which something waits that time alone has opened or made late by a moment. */
export type HistoriesAsked =
  | { authorities: readonly number[]; schools: readonly number[] }
  | { waitingTooLong: Temporal.Instant };

/**
 * Every referral that was passed on, some hundred at a time; `only` leaves out the others. As the owner of the tables, who sees
 * every one.
 */
export async function* historiesKept(
  database: Database,
  only?: HistoriesAsked,
): AsyncGenerator<KeptHistory[]> {
  for (let after = 0; ; ) {
    const referrals = await referralsAfter(database, after, only);
    const last = referrals.at(-1);
    if (last === undefined) return;
    after = last.id;
    const ids = referrals.map(({ id }) => id);
    const facts = Map.groupBy(await factsBetween(database, ids), ({ referralId }) => referralId);
    const owed = Map.groupBy(await rowsOfOwed(database, ids), ({ referralId }) => referralId);
    yield referrals.map((referral) => ({
      ...referral,
      facts: (facts.get(referral.id) ?? []).map(({ replaces, ...fact }) => ({
        ...fact,
        replaces: replaces ?? undefined,
      })) as unknown as CaseFact[],
      owed: (owed.get(referral.id) ?? []) as unknown as KeptOwed[],
    }));
  }
}

function referralsAfter(database: Database, after: number, only: HistoriesAsked | undefined) {
  return database
    .selectFrom("referrals as r")
    .innerJoin("authorities as a", "a.id", "r.authority_id")
    .where("r.id", ">", after)
    .where("r.id", "in", database.selectFrom("referral_facts").select("referral_id"))
    .$if(only !== undefined, (query) => query.where(isAsked(only as HistoriesAsked)))
    .select(["r.id", "r.reference", "a.id as authorityId", "r.school_id as schoolId", "a.procedure"])
    .orderBy("r.id")
    .limit(sql.lit(atOnce))
    .execute();
}

function factsBetween(database: Database, referrals: readonly number[]) {
  return database
    .selectFrom("referral_facts")
    .where("referral_id", "=", sql<number>`any (${referrals}::bigint[])`)
    .select(["referral_id as referralId", "id", "kind", "happened_at as happenedAt", "made_at as madeAt"])
    .select(["details", "replaces"])
    .orderBy("id")
    .execute();
}

function isAsked(only: HistoriesAsked) {
  if ("authorities" in only)
    return sql<boolean>`(a.id = any (${only.authorities}::int[]) or r.school_id = any (${only.schools}::int[]))`;
  return sql<boolean>`r.id in (select referral_id from referral_obligations
    where state = 'waiting' and (due_at < ${only.waitingTooLong} or not_until < ${only.waitingTooLong}))`;
}
