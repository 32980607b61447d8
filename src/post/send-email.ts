import { createTransport } from "nodemailer";
import { type Database, inTransaction } from "../database/index.ts";
import type { Settings } from "../settings.ts";
import { withSecret } from "./email.ts";
import { type EmailToSend, emailToSend, noteTry } from "./emails.store.ts";

/** No answer of the mail server within this time is a failure; the queue tries again. */
const patienceMilliseconds = 20_000;

export type PostOffice = {
  /** The owner's. */
  database: Database;
  settings: Pick<Settings, "mail" | "address" | "demonstration">;
  now: () => Temporal.Instant;
};

export type SendingOutcome = "sent" | "failed" | "try-again" | "not-sent" | "gone-already";

/**
 * Sends an e-mail that waits, by SMTP. Where no mail server is set nothing leaves the house. A server that says no for good
 * is not asked again; any other failure is for the queue to try again, until it is the last try. The letter carries the
 * same Message-ID each time, so that one that went twice (the worker died in between) is known as one.
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
    try {
      await deliver(email, mail, address);
    } catch (fault) {
      const { reason, forGood } = whyIn(fault);
      const failed = forGood || lastTry;
      await noteTry(transaction, emailId, { state: failed ? "failed" : "queued", reason, at: now() });
      return failed ? "failed" : "try-again";
    }
    await noteTry(transaction, emailId, { state: "sent", reason: null, at: now() });
    return "sent";
  });
}

async function deliver(
  { id, to, subject, body, secret }: EmailToSend,
  { url, from }: NonNullable<Settings["mail"]>,
  address: string,
): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: { name: "", address: to },
      subject,
      text: withSecret(body, secret, address),
      messageId: `<keepsight-${id}@${new URL(address).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } finally {
    transport.close();
  }
}

/** What the mail server said, in a line for the outbox, and if it will say the same again. */
function whyIn(fault: unknown): { reason: string; forGood: boolean } {
  const { responseCode, response, code } = fault as {
    responseCode?: number;
    response?: string;
    code?: string;
  };
  if (response)
    return {
      reason: `The mail server said: ${response.replaceAll(/\s+/g, " ").slice(0, 200)}`,
      forGood: (responseCode ?? 0) >= 500,
    };
  return { reason: `The mail server could not be reached (${code ?? "no answer"})`, forGood: false };
}
