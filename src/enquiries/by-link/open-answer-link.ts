import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { postEmail } from "../../post/index.ts";
import { enquiryNumbered } from "../enquiries.store.ts";
import type { Enquiry } from "../enquiry.ts";
import { codeMatches, hashOfCode, hashOfToken, limits, newCode } from "./answer-link.ts";
import { beginVisit, countTry, keepCode, type LiveLink, liveLink } from "./answer-links.store.ts";

/**
 * Sends a new code to the address to which the link was sent, unless one went a moment ago or too many have. What is
 * answered is the same in every case: nobody learns if a link is good. [E01]
 */
export async function sendCode(context: Context, token: string): Promise<"if-good"> {
  const { database, now, audit } = context;
  const link = await liveLink(database, hashOfToken(token), now, true);
  if (!link || !mayHaveCode(link, now)) return "if-good";
  const { reference, askedBy, authorityId } = await questionOf(context, link);
  const code = newCode();
  await keepCode(database, link.id, hashOfCode(code, token), now);
  const words = { council: askedBy, to: link.to, about: "answer-code" as const, reference };
  await postEmail(context, { ...words, authorityId, secret: code });
  await audit({ act: "sent code for an answer", ...auditedAs(link) });
  return "if-good";
}

/** Which question it was, and the address that stands for the one who did it. */
function auditedAs({ enquiryId, authorityId, to }: LiveLink) {
  return { subject: "enquiry" as const, subjectId: enquiryId, authorityId, details: { address: to } };
}

function mayHaveCode({ codesSent, codeSentAt }: LiveLink, now: Temporal.Instant): boolean {
  if (codesSent >= limits.codesOfLink) return false;
  return !codeSentAt || Temporal.Instant.compare(codeSentAt.add(limits.betweenCodes), now) <= 0;
}

/**
 * Lets whoever types the right code in time read and answer for a while, in the browser that holds the visit's token.
 * A wrong code, one that is used or too old and a link that no longer works are one answer. Every try is counted. [E01]
 */
export async function openByCode(
  context: Context,
  token: string,
  { code, visitHash }: { code: string; visitHash: Buffer },
): Promise<"open" | "not-good"> {
  const { database, now, audit } = context;
  const link = await liveLink(database, hashOfToken(token), now, true);
  if (!link?.codeHash || !link.codeSentAt || link.codeTries >= limits.triesOfCode) return "not-good";
  if (Temporal.Instant.compare(link.codeSentAt.add(limits.codeLasts), now) <= 0) return "not-good";
  await countTry(database, link.id);
  if (!codeMatches(code, token, link.codeHash)) {
    await audit({ act: "typed a wrong code for an answer", ...auditedAs(link) });
    return "not-good";
  }
  await beginVisit(database, link.id, { hash: visitHash, until: now.add(limits.visitLasts) });
  await audit({ act: "opened answer link", ...auditedAs(link) });
  return "open";
}

/** The question of a link, for the browser that typed its code; undefined for any other, or when it is over. */
export async function visitedQuestion(
  { database, now }: Pick<Context, "database" | "now">,
  token: string,
  visitToken: string | undefined,
  toChange = false,
): Promise<{ link: LiveLink; enquiry: Enquiry } | undefined> {
  if (!visitToken) return undefined;
  const link = await liveLink(database, hashOfToken(token), now, toChange);
  if (!link?.visitHash?.equals(hashOfToken(visitToken)) || !link.visitUntil) return undefined;
  if (Temporal.Instant.compare(link.visitUntil, now) <= 0) return undefined;
  return { link, enquiry: await questionOf({ database }, link) };
}

async function questionOf({ database }: Pick<Context, "database">, link: LiveLink): Promise<Enquiry> {
  const enquiry = await enquiryNumbered(database, link.enquiryId);
  if (!enquiry) throw new NotFound();
  return enquiry;
}
