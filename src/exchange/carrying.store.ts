import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { AnswerWord, Kind, State } from "./parcel.ts";
import { insertExchangeStep } from "./parcels.store.ts";

/** A parcel with which the worker has something to do now. As the owner, as is everything here. */
export type ParcelDue = {
  id: number;
  authorityId: number;
  partnerId: number;
  code: string;
  partnerName: string;
  ownCode: string;
  way: "out" | "in";
  number: string;
  kind: Kind;
  about: string | null;
  word: AnswerWord | null;
  words: string;
  lostPupilId: number | null;
  reference: string | null;
  theirReference: string;
  sealed: string | null;
  openKeyId: string | null;
  state: State;
  tries: number;
  decidedBy: number | null;
  madeAt: Temporal.Instant;
};

const columns = sql`x.id, x.authority_id as "authorityId", x.partner_id as "partnerId", p.code, p.name as "partnerName", a.code as "ownCode", x.way, x.number,
  x.kind, x.about, x.word, x.words, x.lost_pupil_id as "lostPupilId", f.reference, x.their_reference as "theirReference", x.sealed,
  x.open_key_id as "openKeyId", x.state, x.tries, x.decided_by as "decidedBy", x.made_at as "madeAt"`;
const tables = sql`exchange_parcels x join exchange_partners p on p.id = x.partner_id join authorities a on a.id = x.authority_id
  left join lost_pupils f on f.id = x.lost_pupil_id`;

/** The parcel that has been due longest and that no other worker has in hand, held until the transaction ends. */
export async function parcelDue(owner: Database, now: Temporal.Instant): Promise<ParcelDue | undefined> {
  const { rows } = await sql<ParcelDue>`select ${columns} from ${tables} where x.due_at <= ${now}
    order by x.due_at, x.id limit 1 for update of x skip locked`.execute(owner);
  return rows[0];
}

/** A parcel of this number from or to this other authority, held. */
export async function parcelNumbered(
  owner: Database,
  { authorityId, code, way, number }: Pick<ParcelDue, "authorityId" | "code" | "way" | "number">,
): Promise<ParcelDue | undefined> {
  const { rows } =
    await sql<ParcelDue>`select ${columns} from ${tables} where x.authority_id = ${authorityId} and x.way = ${way}
    and x.number = ${number} and p.code = ${code} and x.kind = 'file' for update of x`.execute(owner);
  return rows[0];
}

/** If the sender has withdrawn the file of this number, perhaps before it came. */
export async function isWithdrawn(
  owner: Database,
  { authorityId, code, number }: ParcelDue,
): Promise<boolean> {
  const { rows } =
    await sql`select from ${tables} where x.about = ${number} and x.authority_id = ${authorityId} and x.way = 'in'
    and x.kind = 'withdrawal' and p.code = ${code} limit 1`.execute(owner);
  return rows.length > 0;
}

/** Files taken in that were handed over since, and whose sender has not been told, held. */
export async function handedOverUntold(owner: Database): Promise<ParcelDue[]> {
  const { rows } =
    await sql<ParcelDue>`select ${columns} from ${tables} where x.way = 'in' and x.kind = 'file' and x.state = 'taken-in'
    and lost_pupil_moved(x.lost_pupil_id) = 'handed-over' order by x.id for update of x skip locked`.execute(
      owner,
    );
  return rows;
}

/** Notes a try that brought nothing, and when the next is. */
export async function noteTry(
  owner: Database,
  id: number,
  { said, dueAt }: { said: string; dueAt: Temporal.Instant | null },
): Promise<void> {
  await sql`update exchange_parcels set tries = tries + 1, said = ${said}, due_at = ${dueAt} where id = ${id}`.execute(
    owner,
  );
}

/** Keeps what somebody is to carry. */
export async function keepCarried(owner: Database, id: number, carried: string): Promise<void> {
  await sql`update exchange_parcels set carried = ${carried} where id = ${id}`.execute(owner);
}

/** Keeps what a parcel turned out to be about. */
export async function keepAbout(
  owner: Database,
  id: number,
  about: {
    about?: string;
    word?: AnswerWord;
    words?: string;
    lostPupilId?: number | null;
    theirReference?: string;
  },
): Promise<void> {
  await sql`update exchange_parcels set about = coalesce(${about.about ?? null}::uuid, about), word = coalesce(${about.word ?? null}::text, word),
    words = coalesce(${about.words ?? null}::text, words), lost_pupil_id = coalesce(${about.lostPupilId ?? null}::bigint, lost_pupil_id),
    their_reference = coalesce(${about.theirReference ?? null}::text, their_reference) where id = ${id}`.execute(
    owner,
  );
}

/** Moves a parcel on, and notes the step in its ledger. Once emptied, it holds nothing any more. */
export async function moveParcel(
  { database, now }: Pick<Context, "database" | "now">,
  id: number,
  {
    state,
    dueAt = null,
    emptied = false,
  }: { state: State; dueAt?: Temporal.Instant | null; emptied?: boolean },
  { by, words = "" }: { by: number; words?: string },
): Promise<void> {
  await sql`update exchange_parcels set state = ${state}, due_at = ${dueAt}, sealed = case when not ${emptied}::boolean then sealed end,
    carried = case when not ${emptied}::boolean then carried end where id = ${id}`.execute(database);
  await insertExchangeStep({ database, now }, id, state, { by, words });
}
