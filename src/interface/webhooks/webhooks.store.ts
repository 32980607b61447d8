import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Change, ChangeKind, ChangesOf } from "../operations/changes.store.ts";

/** A webhook as it is shown: never its secret. */
export type Webhook = {
  id: number;
  url: string;
  kinds: ChangeKind[];
  madeAt: Temporal.Instant;
  stoppedAt: Temporal.Instant | null;
  stoppedWhy: string | null;
};

/** The webhooks of a client that have not been ended, the newest first: ten at most. */
export function webhooksOf(database: Database, clientId: number): Promise<Webhook[]> {
  return database
    .selectFrom("webhooks")
    .where("client_id", "=", clientId)
    .where("ended_at", "is", null)
    .select(["id", "url", sql<ChangeKind[]>`kinds`.as("kinds"), "made_at as madeAt"])
    .select(["stopped_at as stoppedAt", "stopped_why as stoppedWhy"])
    .orderBy("id", "desc")
    .execute();
}

/** Makes a webhook of the viewer, who is a client; undefined where it has ten already. */
export async function insertWebhook(
  database: Database,
  {
    url,
    kinds,
    secret,
    at,
  }: { url: string; kinds: readonly ChangeKind[]; secret: string; at: Temporal.Instant },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number | null }>`
    select make_webhook(${url}, ${kinds}::text[], ${secret}, ${at}) as id`.execute(database);
  return rows[0]?.id ?? undefined;
}

/** If it was this that ended the webhook: of the viewer, or of a client that the viewer keeps. */
export async function endWebhook(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select end_webhook(${id}, ${at}) as done`.execute(database);
  return rows[0]?.done ?? false;
}

/** If it was this that lets a webhook go on which had been stopped. */
export async function startWebhookAgain(database: Database, id: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select restart_webhook(${id}) as done`.execute(database);
  return rows[0]?.done ?? false;
}

/** One telling of one change, and what became of it. */
export type Delivery = {
  id: number;
  webhookId: number;
  url: string;
  kind: ChangeKind;
  state: "waiting" | "delivered" | "given-up";
  tries: number;
  said: string | null;
  madeAt: Temporal.Instant;
  settledAt: Temporal.Instant | null;
};

/** The tellings of some webhooks, the latest first; `before` pages on. Which record a change is of is not for who keeps clients. */
export async function deliveriesOf(
  database: Database,
  clientId: number,
  { before, count }: { before?: number | undefined; count: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select d.id, d.webhook_id as "webhookId", w.url, d.kind, d.state, d.tries, d.said, d.made_at as "madeAt", d.settled_at as "settledAt"
    from webhook_deliveries d join webhooks w on w.id = d.webhook_id
    where w.client_id = ${clientId} ${before === undefined ? sql`` : sql`and d.id < ${before}`}
    order by d.id desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** A webhook that is to be told, as whom its client sees. */
export type WebhookToTell = ChangesOf & { id: number; personId: number; kinds: ChangeKind[]; toldTo: number };

/** Every webhook that is told of changes, of clients that may call. As the owner. */
export async function webhooksToTell(owner: Database, now: Temporal.Instant): Promise<WebhookToTell[]> {
  const { rows } = await sql<WebhookToTell>`
    select w.id, w.person_id as "personId", w.kinds, w.told_to as "toldTo", c.authority_id as "authorityId", c.school_id as "schoolId",
      c.agency_id as "agencyId"
    from webhooks w join api_clients c on c.id = w.client_id
    where w.ended_at is null and w.stopped_at is null and c.withdrawn_at is null and c.admitted_at is not null
      and c.expires_on >= (${now}::timestamptz at time zone 'Europe/London')::date order by w.id`.execute(
    owner,
  );
  return rows;
}

/** Appends a delivery for each change and notes up to where the webhook is told; answers the deliveries' ids. As the owner. */
export async function insertDeliveries(
  owner: Database,
  webhook: WebhookToTell,
  { changes, toldTo, at }: { changes: readonly Change[]; toldTo: number; at: Temporal.Instant },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with told as (update webhooks set told_to = ${toldTo} where id = ${webhook.id})
    insert into webhook_deliveries (webhook_id, authority_id, change_id, kind, made_at)
    select ${webhook.id}, ${webhook.authorityId}, change.id, change.kind, ${at}
    from unnest(${changes.map(({ id }) => id)}::bigint[], ${changes.map(({ kind }) => kind)}::text[]) with ordinality as change (id, kind, place)
    order by place on conflict (webhook_id, change_id) do update set state = 'waiting', settled_at = null
      where webhook_deliveries.state <> 'delivered' returning id`.execute(owner);
  return rows.map(({ id }) => id);
}

/** A delivery that waits, with what it needs to go out. */
export type DeliveryToSend = Change & { deliveryId: number; webhookId: number; url: string; secret: string };

/** The delivery, held until the transaction ends; undefined when it is settled, or its webhook is ended, stopped or of a client that may not call. As the owner. */
export async function deliveryToSend(owner: Database, id: number): Promise<DeliveryToSend | undefined> {
  const { rows } = await sql<DeliveryToSend>`
    select d.id as "deliveryId", w.id as "webhookId", w.url, w.secret, c.id, c.position, c.kind, c.happened_at as "happenedAt",
      coalesce(cases.reference, referrals.reference) as reference
    from webhook_deliveries d join webhooks w on w.id = d.webhook_id join api_clients a on a.id = w.client_id
    join changes c on c.id = d.change_id left join cases on cases.id = c.case_id left join referrals on referrals.id = c.referral_id
    where d.id = ${id} and d.state = 'waiting' and w.ended_at is null and w.stopped_at is null and a.withdrawn_at is null
    for update of d`.execute(owner);
  return rows[0];
}

/** Notes a try, and what was said to it. As the owner. */
export async function noteDelivery(
  owner: Database,
  id: number,
  { state, said, at }: { state: Delivery["state"]; said: string; at: Temporal.Instant },
): Promise<void> {
  await owner
    .updateTable("webhook_deliveries")
    .set({ state, said, tries: sql`tries + 1`, settled_at: state === "waiting" ? null : at })
    .where("id", "=", id)
    .execute();
}

/** Stops a webhook to which nothing has got through since this delivery was made; what it missed waits. As the owner. */
export async function stopIfSilent(
  owner: Database,
  { webhookId, deliveryId }: DeliveryToSend,
  { said, at }: { said: string; at: Temporal.Instant },
): Promise<void> {
  await sql`
    update webhooks set stopped_at = ${at}, stopped_why = ${said}
    where id = ${webhookId} and stopped_at is null
      and not exists (select from webhook_deliveries d where d.webhook_id = webhooks.id and d.id > ${deliveryId} and d.state = 'delivered')`.execute(
    owner,
  );
}
