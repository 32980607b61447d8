import { requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { NewFact } from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import { tellPassedOn } from "../referrals/index.ts";
import { removalById, schoolById } from "./removals.store.ts";
import { insertReturn } from "./returns.store.ts";
import { type ReturnOwed, returnsOwed } from "./returns-owed.ts";
import { contentOfReturn, type ReturnContent, type ReturnKind } from "./school-return.ts";

/** Which return: of one kind, about one pupil, of one day. */
export type ReturnAsked = { kind: ReturnKind; childId: number; aboutOn: Temporal.PlainDate };

/** A return that is owed, as it would be sent now. */
export type ReturnReady = {
  owed: ReturnOwed;
  content: ReturnContent;
  school: { id: number; name: string; authorityId: number; areaId: number | null };
  /** The authority that keeps the child's record, where it is not the school's. */
  homeAuthorityId: number | undefined;
};

/**
 * A return that the viewer's school owes, made from what is known; undefined where none is owed, or not any more.
 * @throws NotFound for a pupil whom the viewer may not know of, NotAllowed for one of another school.
 */
export async function returnReady(
  context: Context,
  { kind, childId, aboutOn }: ReturnAsked,
): Promise<ReturnReady | undefined> {
  const { database, viewer, now } = context;
  const child = await childRecord(database, childId);
  const school = child?.schoolId ? await schoolById(database, child.schoolId) : undefined;
  if (!child || !school) throw new NotFound();
  requireAct(viewer, "remove-from-roll", { schoolId: school.id });
  const owed = (await returnsOwed(context, [school.id], dayOf(now))).find(
    (one) => one.kind === kind && one.childId === childId && one.aboutOn.equals(aboutOn),
  );
  if (!owed) return undefined;
  const removal = owed.removalId === null ? undefined : await removalById(database, owed.removalId);
  const { authorityId } = child;
  return {
    ...{ owed, school },
    content: contentOfReturn(kind, child, { on: aboutOn, days: owed.days, removal }),
    homeAuthorityId: authorityId === school.authorityId ? undefined : authorityId,
  };
}

/**
 * Sends a return to the authority of the school, with a copy to the one in which the child lives where that is another (act
 * remove-from-roll). Sent twice, it is sent once. Throws as `returnReady`.
 */
export async function sendReturn(
  context: Context,
  asked: ReturnAsked,
  { copyTo }: { copyTo: number | undefined },
): Promise<"sent" | "not-owed"> {
  const ready = await returnReady(context, asked);
  if (!ready) return "not-owed";
  const { owed, school, content } = ready;
  const { kind, childId, aboutOn } = asked;
  const isSent = await insertReturn(context, {
    ...{ kind, childId, aboutOn, school, content, removalId: owed.removalId, dueOn: owed.dueOn },
    copyTo: copyTo === school.authorityId ? undefined : copyTo,
  });
  if (!isSent) return "not-owed";
  // A case and a referral ask for the same return, and the school sees neither.
  const fact: NewFact = { kind: "return-sent", details: { about: kind } };
  await tellOpenCases(context, [childId], [fact]);
  await tellPassedOn(context, childId, [fact]);
  await context.audit({
    ...{ act: "sent a return", subject: "child", subjectId: childId, childId },
    authorityId: school.authorityId,
    details: { kind, copyTo: copyTo ?? null },
  });
  return "sent";
}
