import { createHash, randomBytes } from "node:crypto";
import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { endLink, insertLink } from "./calendar-links.store.ts";

/** What is kept of a link: there is nothing to guess in 256 random bits. */
export function hashOfLink(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Makes the viewer's calendar link anew (act see-my-work) and answers its secret, which is shown once; the one before ends. */
export async function makeCalendarLink(context: Context): Promise<string> {
  requireAct(context.viewer, "see-my-work", {});
  const token = randomBytes(32).toString("base64url");
  await endLink(context);
  await insertLink(context, hashOfLink(token));
  await context.audit({ act: "made calendar link", subject: "person", subjectId: context.viewer.personId });
  return token;
}

/** Ends the viewer's calendar link (act see-my-work): what fetches by it gets nothing from now on. */
export async function endCalendarLink(context: Context): Promise<void> {
  requireAct(context.viewer, "see-my-work", {});
  await endLink(context);
  await context.audit({ act: "ended calendar link", subject: "person", subjectId: context.viewer.personId });
}
