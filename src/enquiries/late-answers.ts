import { postsAllowing } from "../access/index.ts";
import type { WorkFilter, WorkStep } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { lateAnswers } from "./late-answers.store.ts";

/**
 * The answers that came after their case was closed, for everyone who may open it again: one may say that the closing was wrong. Each
 * stands until the case is opened again or somebody writes a note in it since. [E01] [C24]
 */
export async function lateAnswerSteps(
  { database, viewer }: Context,
  { areaId }: WorkFilter,
): Promise<WorkStep[]> {
  const posts = postsAllowing(viewer, "work-case");
  if (posts.length === 0) return [];
  const late = await lateAnswers(database, posts, areaId);
  return late.map(({ enquiry, reference, answeredBy, owner, answeredAt, ...child }) => ({
    ...child,
    ...{ key: `late-answer-${enquiry}`, act: undefined, mine: true, held: false, urgent: false },
    todo: "Weigh an answer that came after the closing",
    ...{ reference, href: `/cases/${reference}`, recordAt: `/cases/${reference}` },
    ...{ missingSince: undefined, owedBy: owner ?? "you", clause: "", dueAt: answeredAt },
    asks: "It may show that the case was wrongly closed. Open the case again, or say in a note why it stays closed.",
    latest: [{ happenedAt: answeredAt, words: `${enquiry} was answered by ${answeredBy}` }],
  }));
}
