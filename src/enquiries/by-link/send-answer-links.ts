import type { Context } from "../../context.ts";
import { postEmail } from "../../post/index.ts";
import type { Recipient } from "../enquiry.ts";
import { hashOfToken, newToken } from "./answer-link.ts";
import { insertLink, mailboxesOf } from "./answer-links.store.ts";

export type AskedByLink = { id: number; reference: string; recipient: Recipient };

/**
 * Sends a link to each of those asked who has an e-mail address in the directory and nobody who signs in, as part of the
 * act that asks. The e-mail says who asks and its reference, and nothing of the child. Answers the ids of those it went to. [E01, G01]
 */
export async function sendAnswerLinks(
  context: Context,
  {
    authorityId,
    asked,
    about = "question",
  }: {
    authorityId: number;
    asked: readonly AskedByLink[];
    /** "question-again" where the one asked was silent: a new link, and the older one ends. */
    about?: "question" | "question-again" | "message";
  },
): Promise<number[]> {
  const { database, viewer, now } = context;
  const recipients = asked.map(({ recipient }) => recipient);
  const mailboxes = await mailboxesOf(database, authorityId, recipients);
  const sent: number[] = [];
  for (const { id, reference, recipient } of asked) {
    const mailbox = mailboxes.find((each) => each.kind === recipient.kind && each.id === recipient.id);
    if (!mailbox) continue;
    const token = newToken();
    const { email: to, council } = mailbox;
    await insertLink(database, {
      ...{ enquiryId: id, tokenHash: hashOfToken(token), to, at: now, by: viewer.personId },
    });
    await postEmail(context, { authorityId, council, to, about, reference, secret: `/answers/${token}` });
    sent.push(id);
  }
  return sent;
}
