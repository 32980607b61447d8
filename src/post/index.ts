export type { EmailToPost, Pressing } from "./email.ts";
export { type Email, lastEmailsAbout } from "./emails.store.ts";
export { postEmail } from "./post-email.ts";
export { sendEmail } from "./send-email.ts";
