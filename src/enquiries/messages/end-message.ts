import { requireAct } from "../../access/index.ts";
import { caseByReference } from "../../cases/index.ts";
import { type Context, type Keepsight, perform } from "../../context.ts";
import { databaseFor, NotFound } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import { postEmail } from "../../post/index.ts";
import { asTheProgram } from "../as-the-program.ts";
import { linkHolder } from "../by-link/as-link-holder.ts";
import { endPassedOn } from "../withdrawals.store.ts";
import {
  addressesOfMessage,
  messagesOf,
  messagesOfClosedCases,
  withdrawQuestions,
} from "./messages.store.ts";

/**
 * Withdraws a message from every council at once: its links end, those who sign in no longer see it, and whoever got it by
 * e-mail is asked to delete what they kept. Again, it changes nothing. Throws NotFound and NotAllowed. [C26]
 */
export async function withdrawMessage(
  context: Context,
  { reference, messageReference }: { reference: string; messageReference: string },
): Promise<"withdrawn" | "withdrawn-already"> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "send-enquiry", { authorityId: kase.authorityId, areaId: kase.areaId });
  const messages = await messagesOf(context.database, kase.id);
  const message = messages.find((each) => each.reference === messageReference);
  if (!message) throw new NotFound();
  return endMessage(context, message.id, reference);
}

/** Withdraws what still stands for cases that have closed, however they closed. The worker's. Answers how many messages. [C26] */
export async function endMessagesOfClosedCases(keepsight: Keepsight): Promise<number> {
  const viewer = await linkHolder(keepsight);
  const standing = await messagesOfClosedCases(databaseFor(keepsight.pool, viewer.personId));
  await eachInTurn(standing, ({ id, caseReference }) =>
    perform(keepsight, { viewer, act: "answer-enquiry", request: "worker" }, (context) =>
      endMessage(context, id, caseReference),
    ),
  );
  return standing.length;
}

async function endMessage(
  context: Context,
  messageId: number,
  caseReference: string,
): Promise<"withdrawn" | "withdrawn-already"> {
  const { database, now, audit } = context;
  const kase = await caseByReference(context, caseReference);
  const told = await addressesOfMessage(database, messageId);
  const councils = await withdrawQuestions(database, messageId, now);
  if (councils === 0) return "withdrawn-already";
  await asTheProgram(context, (program) => endPassedOn(program.database, { messageId }, now));
  for (const { to, ...email } of told) await postEmail(context, { ...email, to, about: "message-ended" });
  await audit({
    ...{ act: "withdrew message", subject: "case", subjectId: kase.id },
    ...{ childId: kase.childId, authorityId: kase.authorityId, details: { councils, told: told.length } },
  });
  return "withdrawn";
}
