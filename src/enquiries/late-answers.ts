import { postsAllowing } from "../access/index.ts";
import type { WorkFilter, WorkStep } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { lateAnswers } from "./late-answers.store.ts";

/**
 * The answers that came after their question was taken back or its case closed, for everyone who may work on that case: one may say where
 * the child is. Each stands until somebody writes a note in the case since, or the case is opened again or closed. [E01] [C24]
 */
export async function lateAnswerSteps(
  { database, viewer }: Context,
  filter: WorkFilter,
): Promise<WorkStep[]> {
  const posts = postsAllowing(viewer, "work-case");
  if (posts.length === 0) return [];
  const late = await lateAnswers(database, posts, filter);
  return late.map(({ enquiry, reference, answeredBy, owner, answeredAt, open, ...child }) => ({
    ...child,
    ...{ key: `late-answer-${enquiry}`, act: undefined, mine: true, held: false, urgent: false },
    ...(open ? takenBack : closed),
    ...{ reference, href: `/cases/${reference}`, recordAt: `/cases/${reference}` },
    ...{ missingSince: undefined, owedBy: owner ?? "you", clause: "", dueAt: answeredAt },
    latest: [{ happenedAt: answeredAt, words: `${enquiry} was answered by ${answeredBy}` }],
  }));
}

const closed = {
  todo: "Weigh an answer that came after the closing",
  asks: "It may show that the case was wrongly closed. Open the case again, or say in a note why it stays closed.",
};
const takenBack = {
  todo: "Weigh an answer to a question that was taken back",
  asks: "It may say where the child is. Say in a note what follows from it.",
};
