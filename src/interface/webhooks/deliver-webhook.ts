import { createHmac } from "node:crypto";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { type Database, inTransaction } from "../../database/index.ts";
import type { Settings } from "../../settings.ts";
import { withLink } from "../operations/changes.ts";
import { isPublic, PrivateAddress, publicLookup } from "./public-address.ts";
import { type DeliveryToSend, deliveryToSend, noteDelivery, stopIfSilent } from "./webhooks.store.ts";

/** No answer within this time is a failure; the queue tries again. */
const patienceMilliseconds = 10_000;

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
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (!webhooksToPrivate && (protocol !== "https:" || (isIP(host) !== 0 && !isPublic(host))))
    return "private address";
  return new Promise((answered) => {
    const request = (protocol === "https:" ? overHttps : overHttp)(
      url,
      {
        method: "POST",
        ...(!webhooksToPrivate && { lookup: publicLookup }),
        signal: AbortSignal.timeout(patienceMilliseconds),
        headers: {
          ...{
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            "user-agent": "Keepsight",
          },
          ...{
            "webhook-id": id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": signatureOf(secret, id, seconds, body),
          },
        },
      },
      (answer) => {
        // Nothing of the answer is wanted but its status.
        answer.destroy();
        answered(String(answer.statusCode ?? ""));
      },
    );
    request.on("error", (fault) => answered(whyIn(fault)));
    request.end(body);
  });
}

/** The signature of a delivery: HMAC-SHA-256 over its id, moment and body, by the secret behind `whsec_`. */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

function whyIn(fault: Error & { code?: string }): string {
  if (fault instanceof PrivateAddress) return "private address";
  return fault.name === "TimeoutError" || fault.name === "AbortError"
    ? "no answer in 10 seconds"
    : `not reached (${fault.code ?? fault.name})`;
}
