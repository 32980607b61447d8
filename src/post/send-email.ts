import { type Database, inTransaction } from "../database/index.ts";
import type { Settings } from "../settings.ts";
import { asItLeaves } from "./email.ts";
import { emailToSend, noteTry } from "./emails.store.ts";
import { sendByNotify } from "./send-by-notify.ts";
import { sendBySmtp } from "./send-by-smtp.ts";

export type PostOffice = {
  /** The owner's. */
  database: Database;
  settings: Pick<Settings, "mail" | "address" | "demonstration">;
  now: () => Temporal.Instant;
};

export type SendingOutcome = "sent" | "failed" | "try-again" | "not-sent" | "gone-already";

/**
 * Sends an e-mail that waits, through GOV.UK Notify or by SMTP. Where neither is set nothing leaves the house. What is
 * refused for good is not tried again; any other failure is for the queue to try again, until it is the last try. [E01]
 */
export async function sendEmail(
  { database, settings: { mail, address = "", demonstration }, now }: PostOffice,
  { emailId, lastTry }: { emailId: number; lastTry: boolean },
): Promise<SendingOutcome> {
  return inTransaction(database, async (transaction) => {
    const email = await emailToSend(transaction, emailId);
    if (!email) return "gone-already";
    if (!mail) {
      const state = demonstration ? "not-sent" : "failed";
      const reason = demonstration ? null : "No mail server is set";
      await noteTry(transaction, emailId, { state, reason, at: now() });
      return state;
    }
    const { id, to, subject, body, secret } = email;
    const whole = { id, to, subject, text: asItLeaves(body, secret, address), from: address };
    const amiss = await ("notify" in mail ? sendByNotify(whole, mail.notify) : sendBySmtp(whole, mail));
    if (amiss) {
      const failed = amiss.forGood || lastTry;
      const state = failed ? "failed" : "queued";
      await noteTry(transaction, emailId, { state, reason: amiss.reason, at: now() });
      return failed ? "failed" : "try-again";
    }
    await noteTry(transaction, emailId, { state: "sent", reason: null, at: now() });
    return "sent";
  });
}
