export { deliverWebhook } from "./deliver-webhook.ts";
export { followWebhooks } from "./follow-webhooks.ts";
