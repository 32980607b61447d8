import type { Context } from "../context.ts";
import type { EmailToPost } from "./email.ts";
import { insertEmail } from "./emails.store.ts";

/**
 * Posts an e-mail as part of the act that is open: it is kept, and queued, when the act is, and not otherwise. The act that
 * asks for it checks the permission and is audited. [E01]
 */
export async function postEmail(
  { database, jobs, viewer, now }: Context,
  email: EmailToPost,
): Promise<{ emailId: number }> {
  const emailId = await insertEmail(database, email, { at: now, by: viewer.personId });
  await jobs.send(database, "send-email", { emailId });
  return { emailId };
}
