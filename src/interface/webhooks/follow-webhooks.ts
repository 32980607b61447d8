import type { Keepsight } from "../../context.ts";
import { type Database, databaseFor, inTransaction } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import { changesAfter, lastPlace, numberChanges } from "../operations/changes.store.ts";
import { insertDeliveries, type WebhookToTell, webhooksToTell } from "./webhooks.store.ts";

const changesAtOnce = 500;

/**
 * Queues a delivery for each change that a webhook is to be told of and its client may know of, by row-level security as that
 * client. The change, the delivery, its job and how far the webhook has come are one transaction. `owner` is the worker's door.
 */
export async function followWebhooks(keepsight: Keepsight, owner: Database): Promise<void> {
  await numberChanges(owner);
  await eachInTurn(await webhooksToTell(owner, keepsight.now()), async (webhook) => {
    for (let from = webhook.toldTo; ; ) {
      const last = await tell(keepsight, owner, { ...webhook, toldTo: from });
      if (last === undefined) break;
      from = last;
    }
  });
}

/** Queues one page of deliveries; the place after which there are more, or undefined. */
async function tell(
  keepsight: Keepsight,
  owner: Database,
  webhook: WebhookToTell,
): Promise<number | undefined> {
  // Asked first: whatever is given a place meanwhile is for the next turn.
  const last = await lastPlace(owner);
  const changes = await changesAfter(databaseFor(keepsight.pool, webhook.personId), webhook, {
    ...{ after: webhook.toldTo, rows: changesAtOnce, kinds: webhook.kinds },
  });
  const whole = changes.length < changesAtOnce;
  const toldTo = whole ? Math.max(last, changes.at(-1)?.position ?? 0) : (changes.at(-1)?.position ?? 0);
  if (toldTo <= webhook.toldTo) return undefined;
  await inTransaction(owner, async (transaction) => {
    const at = keepsight.now();
    for (const deliveryId of await insertDeliveries(transaction, webhook, { changes, toldTo, at }))
      await keepsight.jobs.send(transaction, "deliver-webhook", { deliveryId });
  });
  return whole ? undefined : toldTo;
}
