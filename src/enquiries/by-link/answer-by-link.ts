import type { Context } from "../../context.ts";
import type { Answer } from "../answer.ts";
import { takeAnswer } from "../answer-enquiry.ts";
import { limits } from "./answer-link.ts";
import { endLink, keepLinkDraft } from "./answer-links.store.ts";
import { visitedQuestion } from "./open-answer-link.ts";

/**
 * Answers a question by its link, without an account: the answer gets into the case by the narrow door of
 * docs/decisions/0006-answers-from-outside.md, with the name that was typed and the address to which the link had gone. Any answer
 * but "not sure" ends the link. Whoever was writing when the case closed is heard all the same ("late"); without a visit, or once the
 * question is answered, nothing is kept. [E01]
 */
export async function answerByLink(
  context: Context,
  token: string,
  visitToken: string | undefined,
  { toldBy, ...answer }: Answer & { toldBy: string },
): Promise<"answered" | "late" | "answered-already" | "not-in"> {
  const visited = await visitedQuestion(context, token, visitToken, true);
  if (!visited) return "not-in";
  const { link, enquiry } = visited;
  if (link.over === "answered") return "answered-already";
  await takeAnswer(context, enquiry, answer, `${toldBy}, ${enquiry.to} (${link.to})`);
  if (answer.answer === "not-sure")
    await keepLinkDraft(context.database, link.id, {}, context.now.add(limits.visitLasts));
  else await endLink(context.database, link.id, context.now);
  await context.audit({
    ...{
      act: "answered enquiry",
      subject: "enquiry",
      subjectId: enquiry.id,
      authorityId: enquiry.authorityId,
    },
    details: { by: "link", address: link.to },
  });
  return link.over === "closed" ? "late" : "answered";
}

/** Keeps what somebody who answers by a link has typed so far; answers if there was a visit to keep it for. */
export async function keepTyped(
  context: Context,
  token: string,
  visitToken: string | undefined,
  typed: Readonly<Record<string, string | string[]>>,
): Promise<"kept" | "over"> {
  const visited = await visitedQuestion(context, token, visitToken, true);
  if (!visited || visited.link.over) return "over";
  await keepLinkDraft(context.database, visited.link.id, typed, context.now.add(limits.visitLasts));
  return "kept";
}
