export { postOutside, readOutside } from "./ask-outside.ts";
export { deliverWebhook } from "./deliver-webhook.ts";
export { followWebhooks } from "./follow-webhooks.ts";
