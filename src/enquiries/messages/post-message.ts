import { requireAct } from "../../access/index.ts";
import { caseByReference, recordFacts } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { type AskedByLink, sendAnswerLinks } from "../by-link/send-answer-links.ts";
import { only } from "../disclosure.ts";
import { insertEnquiry } from "../enquiries.store.ts";
import type { Disclosable } from "../enquiry.ts";
import { disclosableOf } from "../send-enquiries.ts";
import { councilsReached, insertMessage } from "./messages.store.ts";

export type MessageToPost = {
  question: string;
  disclose: readonly Disclosable[];
  lawfulBasis: string;
  seen?: number | undefined;
};

/**
 * Posts a message to every other council that can be reached: each gets a question of its own with what is disclosed, to
 * which no answer is owed. The case has one fact of it, by which its procedure counts when to post again. Throws NotFound,
 * NotAllowed and ChangedBySomeoneElse. [C25, C26, G01]
 */
export async function postMessage(
  context: Context,
  reference: string,
  { question, disclose, lawfulBasis, seen }: MessageToPost,
): Promise<{ reference: string; councils: number } | { refused: "closed" | "nobody-reached" }> {
  const { database, viewer, now } = context;
  const kase = await caseByReference(context, reference);
  const { authorityId, areaId } = kase;
  requireAct(viewer, "send-enquiry", { authorityId, areaId });
  if (!kase.open) return { refused: "closed" };
  const councils = await councilsReached(database, authorityId);
  if (councils.length === 0) return { refused: "nobody-reached" };
  const disclosed = only(disclose, await disclosableOf(context, kase));
  const made = { at: now, by: viewer.personId };
  const message = await insertMessage(database, { caseId: kase.id, authorityId, ...made });
  const asked: AskedByLink[] = [];
  for (const { id } of councils) {
    const to = { kind: "authority" as const, id };
    const enquiry = await insertEnquiry(database, {
      ...{ caseId: kase.id, messageId: message.id, authorityId, areaId, toKind: "other-authority", to },
      ...{ question, disclosed, lawfulBasis, askedAt: now, madeBy: viewer.personId },
    });
    asked.push({ ...enquiry, recipient: to });
  }
  await sendAnswerLinks(context, { authorityId, asked, about: "message" });
  await recordFacts(context, kase.id, [{ kind: "message-posted", details: {} }], { seen });
  return { reference: message.reference, councils: councils.length };
}
