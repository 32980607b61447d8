export { deliverWebhook } from "./deliver-webhook.ts";
export { followWebhooks } from "./follow-webhooks.ts";
export { postOutside } from "./post-outside.ts";
