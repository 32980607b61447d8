import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { AnswerWord, InState, Kind, OutState, State } from "./parcel.ts";
import type { Label } from "./sealing.ts";

/** A file that we sent or that came, as it is listed: nothing of the child. */
export type ParcelShown = {
  id: number;
  authorityId: number;
  number: string;
  partnerId: number;
  code: string;
  partnerName: string;
  /** Our own file: what we sent, or into which we took what came. */
  reference: string | null;
  theirReference: string;
  words: string;
  state: State;
  tries: number;
  said: string | null;
  dueAt: Temporal.Instant | null;
  isCarried: boolean;
  madeAt: Temporal.Instant;
};

const shown = sql`x.id, x.authority_id as "authorityId", x.number, x.partner_id as "partnerId", p.code, p.name as "partnerName",
  f.reference, x.their_reference as "theirReference", x.words, x.state, x.tries, x.said, x.due_at as "dueAt", x.carried is not null as "isCarried",
  x.made_at as "madeAt"`;
const tables = sql`exchange_parcels x join exchange_partners p on p.id = x.partner_id left join lost_pupils f on f.id = x.lost_pupil_id`;

/** The files that came to an authority and wait for somebody to take them in or to decline them, the one that has waited longest first. */
export async function filesWaiting(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<ParcelShown[]> {
  const { rows } =
    await sql<ParcelShown>`select ${shown} from ${tables} where x.authority_id = ${authorityId} and x.state = 'waiting'
    order by x.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The files that an authority sent or that came to it and wait no more, the latest first; `before` pages on. */
export async function filesExchanged(
  database: Database,
  {
    authorityId,
    way,
    before,
    atMost,
  }: { authorityId: number; way: "out" | "in"; before?: number | undefined; atMost: number },
): Promise<ParcelShown[]> {
  const { rows } =
    await sql<ParcelShown>`select ${shown} from ${tables} where x.authority_id = ${authorityId} and x.way = ${way}
    and x.kind = 'file' and x.state <> 'waiting' ${before === undefined ? sql`` : sql`and x.id < ${before}`} order by x.id desc limit ${sql.lit(atMost)}`.execute(
      database,
    );
  return rows;
}

/** Answers and withdrawals that somebody has to carry. */
export async function wordsToCarry(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<ParcelShown[]> {
  const { rows } =
    await sql<ParcelShown>`select ${shown} from ${tables} where x.authority_id = ${authorityId} and x.way = 'out'
    and x.kind in ('answer', 'withdrawal') and x.state in ('to-carry', 'carried') order by x.id desc limit ${sql.lit(atMost)}`.execute(
      database,
    );
  return rows;
}

/** Where a file of the store was sent, the latest first. */
export async function sendingsOf(database: Database, lostPupilId: number): Promise<ParcelShown[]> {
  const { rows } =
    await sql<ParcelShown>`select ${shown} from ${tables} where x.lost_pupil_id = ${lostPupilId} and x.way = 'out'
    and x.kind = 'file' order by x.id desc`.execute(database);
  return rows;
}

/** A parcel as it is acted on. */
export type ParcelActedOn = ParcelShown & { kind: Kind; way: "out" | "in"; lostPupilId: number | null };

/** One parcel; undefined for one that the viewer may not know of. */
export async function parcelById(database: Database, id: number): Promise<ParcelActedOn | undefined> {
  const { rows } = await sql<ParcelActedOn>`select ${shown}, x.kind, x.way, x.lost_pupil_id as "lostPupilId"
    from ${tables} where x.id = ${id}`.execute(database);
  return rows[0];
}

/** What somebody carries; undefined where there is nothing any more. */
export async function carriedOf(database: Database, id: number): Promise<string | undefined> {
  const { rows } = await sql<{
    carried: string | null;
  }>`select carried from exchange_parcels where id = ${id}`.execute(database);
  return rows[0]?.carried ?? undefined;
}

/** If a file of the store may leave for another system: see lost_pupil_may_leave in migrations/0101. */
export async function mayLeave(database: Database, lostPupilId: number): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select lost_pupil_may_leave(${lostPupilId}) as may`.execute(
    database,
  );
  return rows[0]?.may ?? false;
}

export type ParcelToSend = {
  authorityId: number;
  partnerId: number;
  kind: Kind;
  about?: string;
  word?: AnswerWord;
  words?: string;
  lostPupilId?: number | null;
  theirReference?: string;
};

/** Puts a parcel where the worker finds it at once. Answers its id. */
export async function insertOut(
  { database, now }: Pick<Context, "database" | "now">,
  parcel: ParcelToSend,
  madeBy: number,
): Promise<number> {
  const { id } = await database
    .insertInto("exchange_parcels")
    .values({
      ...{
        authority_id: parcel.authorityId,
        partner_id: parcel.partnerId,
        way: "out",
        number: crypto.randomUUID(),
      },
      ...{
        kind: parcel.kind,
        about: parcel.about ?? null,
        word: parcel.word ?? null,
        words: parcel.words ?? "",
      },
      ...{ lost_pupil_id: parcel.lostPupilId ?? null, their_reference: parcel.theirReference ?? "" },
      ...{ state: "to-send" satisfies OutState, due_at: now, made_at: now, made_by: madeBy },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps a parcel as it came. Answers its id; undefined for what came before: under one number one is kept. */
export async function insertIn(
  { database, now }: Pick<Context, "database" | "now">,
  {
    authorityId,
    partnerId,
    label,
    parcel,
    madeBy,
  }: { authorityId: number; partnerId: number; label: Label; parcel: string; madeBy: number },
): Promise<number | undefined> {
  const kept = await database
    .insertInto("exchange_parcels")
    .values({
      ...{ authority_id: authorityId, partner_id: partnerId, way: "in", number: label.number },
      ...{ kind: label.kind, sealed: parcel, open_key_id: label.openKeyId },
      ...{ state: "arrived" satisfies InState, due_at: now, made_at: now, made_by: madeBy },
    })
    .onConflict((conflict) => conflict.columns(["authority_id", "way", "number"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return kept?.id;
}

/** What a person moves a parcel to. Once emptied, it holds nothing any more. */
export type Decided = {
  state: "withdrawn" | "accepted" | "declined" | "carried";
  dueAt?: Temporal.Instant | null;
  emptied?: boolean;
};

/**
 * Moves a parcel on by what the viewer decides, and notes it in its ledger. Answers if it was this that did: not where it stands
 * otherwise by now than the viewer saw.
 */
export async function moveByHand(
  { database, now, viewer }: Pick<Context, "database" | "now" | "viewer">,
  { id, state: stood }: ParcelActedOn,
  { state, dueAt = null, emptied = false }: Decided,
  words = "",
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select move_exchange_parcel(${id}, ${stood}, ${state}, ${dueAt}, ${emptied}) as done`.execute(database);
  if (!rows[0]?.done) return false;
  await insertExchangeStep({ database, now }, id, state, { by: viewer.personId, words });
  return true;
}

/** Adds a step to a parcel's ledger. */
export async function insertExchangeStep(
  { database, now }: Pick<Context, "database" | "now">,
  parcelId: number,
  step: string,
  { by, words = "" }: { by: number; words?: string },
): Promise<void> {
  await database
    .insertInto("exchange_steps")
    .values({ parcel_id: parcelId, step, words, made_at: now, made_by: by })
    .execute();
}
