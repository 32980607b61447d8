import { mayDo, postsAllowing, requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { brokenGlassWith, insertReview, openRecord } from "./break-glass.store.ts";
import { addressOf } from "./broken-glass.ts";
import { giveLostLeave } from "./lost-records.store.ts";

/** What else is typed there, a pupil's number or even a name, would stay in the log for good. */
const reference = /^[a-z]{2}-[a-z]-\d+$/i;

/**
 * Opens a restricted record to the viewer for some hours, with a written reason (act break-glass). Those who answer for it are told,
 * and both the opening and a try that opens nothing are audited. Nobody learns why nothing opened. Throws NotAllowed. [G04]
 */
export async function breakGlass(
  context: Context,
  { asked, reason }: { asked: string; reason: string },
): Promise<{ at: string } | "nothing-opens"> {
  const { viewer, database, audit } = context;
  requireAct(viewer, "break-glass");
  const opened = await openRecord(database, asked, reason);
  if (!opened) {
    const [post] = postsAllowing(viewer, "break-glass");
    await audit({
      ...{
        act: "tried to break glass",
        subject: "list",
        details: { asked: reference.test(asked) ? asked : "no reference" },
      },
      ...(post && { authorityId: post.authorityId }),
    });
    return "nothing-opens";
  }
  const { breakId, childId, authorityId, untilAt } = opened;
  await audit({
    ...{ act: "broke glass", subject: "child", subjectId: childId, childId, authorityId },
    details: { break: breakId, until: untilAt.toString() },
  });
  return { at: addressOf(asked, childId) };
}

/**
 * Says whether it was right that a record was opened (act answer-for-broken-glass): once, and never by whoever opened it. Where nobody is
 * left who can lift the restriction, whoever was right to open it may get leave by that. Throws NotFound and NotAllowed. [G04]
 */
export async function reviewBrokenGlass(
  context: Context,
  breakId: number,
  { leave, ...review }: { justified: boolean; words: string; leave?: "give" | undefined },
): Promise<"reviewed" | "reviewed-already" | "your-own" | "not-right" | "not-lost"> {
  const broken = await brokenGlassWith(context.database, breakId);
  if (!broken || !mayDo(context.viewer, "answer-for-broken-glass", { authorityId: broken.authorityId }))
    throw new NotFound();
  if (broken.personId === context.viewer.personId) return "your-own";
  if (broken.isReviewed) return "reviewed-already";
  if (leave && !review.justified) return "not-right";
  if (leave) {
    const person = await giveLostLeave(context, breakId);
    if (person === undefined) return "not-lost";
    await context.audit({
      ...{ act: "gave leave", subject: "child", subjectId: broken.childId, childId: broken.childId },
      ...{ authorityId: broken.authorityId, details: { person, break: breakId } },
    });
  }
  await insertReview(context, breakId, review);
  await context.audit({
    ...{ act: "reviewed broken glass", subject: "child", subjectId: broken.childId, childId: broken.childId },
    ...{ authorityId: broken.authorityId, details: { break: breakId, justified: review.justified } },
  });
  return "reviewed";
}
