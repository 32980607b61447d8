import { createTransport } from "nodemailer";
import type { MailServer } from "../settings.ts";
import type { EmailWhole, NotTaken } from "./email.ts";

/** No answer of a server within this time is a failure; the queue tries again. */
export const patienceMilliseconds = 20_000;

/**
 * Hands an e-mail to a mail server; answers why not, where it did not take it. The letter carries the same Message-ID each
 * time, so that one that went twice (the worker died in between) is known as one. [E01]
 */
export async function sendBySmtp(
  { id, to, subject, text, from: address }: EmailWhole,
  { url, from }: MailServer,
): Promise<NotTaken | undefined> {
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
      ...{ from, to: { name: "", address: to }, subject, text },
      messageId: `<keepsight-${id}@${new URL(address).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return undefined;
  } catch (fault) {
    return whyIn(fault);
  } finally {
    transport.close();
  }
}

function whyIn(fault: unknown): NotTaken {
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
