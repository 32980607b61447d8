import { createHmac } from "node:crypto";
import { type Database, inTransaction } from "../../database/index.ts";
import type { Settings } from "../../settings.ts";
import { withLink } from "../operations/changes.ts";
import { postOutside } from "./ask-outside.ts";
import { type DeliveryToSend, deliveryToSend, noteDelivery, stopIfSilent } from "./webhooks.store.ts";

export type Courier = {
  /** The owner's: it alone reads the secret. */
  database: Database;
  settings: Pick<Settings, "address" | "webhooksToPrivate">;
  now: () => Temporal.Instant;
};

export type DeliveryOutcome = "delivered" | "try-again" | "given-up" | "gone";

/**
 * Tells one webhook of one change, signed as Standard Webhooks has it: the same `webhook-id` at each try, so that what came twice is
 * known as one. Any answer of 2xx is taken as received; no redirect is followed. When the last try fails and nothing has got
 * through since, the webhook is stopped.
 */
export async function deliverWebhook(
  { database, settings, now }: Courier,
  { deliveryId, lastTry }: { deliveryId: number; lastTry: boolean },
): Promise<DeliveryOutcome> {
  return inTransaction(database, async (transaction) => {
    const delivery = await deliveryToSend(transaction, deliveryId);
    if (!delivery) return "gone";
    const at = now();
    const said = await post(delivery, at, settings);
    const isTaken = /^2\d\d$/.test(said);
    const state = isTaken ? "delivered" : lastTry ? "given-up" : "waiting";
    await noteDelivery(transaction, deliveryId, { state, said, at });
    if (state === "given-up") await stopIfSilent(transaction, delivery, { said, at });
    return state === "waiting" ? "try-again" : state;
  });
}

/** What the other side answered: a status, or in a word why nothing came. */
async function post(
  { deliveryId, url, secret, ...change }: DeliveryToSend,
  at: Temporal.Instant,
  { address = "", webhooksToPrivate }: Courier["settings"],
): Promise<string> {
  const told = withLink(change);
  const body = JSON.stringify({ ...told, link: `${address.replace(/\/$/, "")}${told.link}` });
  const id = `delivery_${deliveryId}`;
  const seconds = Math.floor(at.epochMilliseconds / 1000);
  const answered = await postOutside(
    url,
    {
      headers: {
        "content-type": "application/json",
        ...{ "webhook-id": id, "webhook-timestamp": String(seconds) },
        "webhook-signature": signatureOf(secret, id, seconds, body),
      },
      body,
    },
    { toPrivate: webhooksToPrivate },
  );
  return "not" in answered ? answered.not : String(answered.status);
}

/** The signature of a delivery: HMAC-SHA-256 over its id, moment and body, by the secret behind `whsec_`. */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}
