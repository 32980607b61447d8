import { requireAct } from "../access/index.ts";
import { momentWithin } from "../calendar/index.ts";
import type { NewFact } from "../cases/index.ts";
import { recordOffRoll } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { forgetDraft } from "../drafts/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import { type Answers, draftSubject, readStep, sectionsOf, tellPassedOn } from "../referrals/index.ts";
import { dayInWords } from "../web/design/words.ts";
import { isHomeEducation, makeTransferFile, tellHomeEducationOfficer } from "./after-removal.ts";
import { beginReferral } from "./begin-referral.ts";
import { decideGround, questionsFor } from "./decide-ground.ts";
import { otherListFor } from "./grounds.ts";
import {
  askedOf,
  evidenceSlug,
  type PupilToRemove,
  pupilToRemove,
  type RemovalDraft,
  removalDraftOf,
  removalForm,
} from "./pupil-to-remove.ts";
import {
  type Destination,
  agreedFrom as dayAgreed,
  type PartKept,
  partKept,
  stateOf,
  type TransferFile,
} from "./removal.ts";
import { type DayRefused, dayRefused, isJudgedFor } from "./removal-day.ts";
import { evidenceStep, leavingStep } from "./removal-form.ts";
import {
  insertRemoval,
  insertStep,
  isSought,
  lastRemovalOf,
  type NewRemoval,
  type Removal,
  removalAdvised,
  removalById,
} from "./removals.store.ts";
import { type Bar, officersYes } from "./what-procedures-ask.ts";

/** What a removal would be, judged whole: what the page shows to check is what the act does. */
export type RemovalReady =
  | {
      ready: NewRemoval;
      removedOn: Temporal.PlainDate;
      bar: Bar | undefined;
      from: Temporal.PlainDate | undefined;
    }
  | { refused: "not-on-roll" | "no-ground" | "not-met" | "unfinished" }
  | { refused: "day"; day: DayRefused };

/** Whether a pupil may come off the roll as the draft says, on which day, and if the officer must say yes first. [F01] [F03] [C28] */
export async function readyToRemove(
  context: Context,
  pupil: PupilToRemove,
  draft: RemovalDraft,
): Promise<RemovalReady> {
  const { child, school, today, judgedOn, follower } = pupil;
  const { ground, answers } = draft;
  if (!child.onRoll) return { refused: "not-on-roll" };
  if (!ground) return { refused: "no-ground" };
  const decided = decideGround({ ...askedOf(pupil, ground), answers });
  if (!decided.met) return { refused: "not-met" };
  const step = leavingStep(ground);
  const read = readStep(step, child, draft.typed("leaving"), context.now);
  if ("errors" in read) return { refused: "unfinished" };
  const told = read.answers;
  const text = (name: string) => String(told[name] ?? "");
  const on = Temporal.PlainDate.from(text("removedOn"));
  const destination = text("destination") as Destination;
  const isDestinationConfirmed = destination === "school" && text("newLaestab") !== "";
  const isAccepted = await isSought(context.database, child.id, school.id);
  const from = await removalAdvised(context.database, child.id);
  const bar =
    isAccepted || from
      ? undefined
      : officersYes(context.procedures, follower, { ground, isDestinationConfirmed, day: today });
  // Where the officer is asked, a day in the past is part of the question.
  const agreedFrom = from ?? (bar && decided.on);
  const day =
    dayRefused({ ground, metOn: decided.on, on, today, agreedFrom }) ??
    (isJudgedFor(ground, judgedOn, on) ? undefined : "not-judged");
  if (day) return { refused: "day", day };
  const whole = {
    form: removalForm,
    title: "",
    steps: [evidenceStep(ground, questionsFor(askedOf(pupil, ground)))],
  };
  const { forename, surname, dateOfBirth, upn } = child;
  return {
    removedOn: on,
    ...{ bar, from },
    ready: {
      childId: child.id,
      ...{
        school,
        ground,
        destination,
        metOn: decided.on,
        parts: [...decided.parts.map(partKept), ...besides(pupil)],
      },
      pupil: { forename, surname, upn, dateOfBirth: dateOfBirth?.toString() ?? null },
      answered: sectionsOf(whole, child, answers).flatMap(({ rows }) => rows),
      lastAttendedOn: told["lastAttended"] ? Temporal.PlainDate.from(text("lastAttended")) : undefined,
      newLaestab: text("newLaestab").replace(/\D/g, "") || undefined,
      newSchool: text("newSchool"),
      reason: text("reason"),
      transferFile: text("transferFile") as TransferFile,
    },
  };
}

/** What is kept beside the parts of the ground: that the list of grounds asked was not the one for the pupil's age. */
function besides({ child, judgedOn }: PupilToRemove): PartKept[] {
  const other = otherListFor(child.dateOfBirth, judgedOn);
  return other ? [{ clause: other, says: "The pupil was not of compulsory school age", on: null }] : [];
}

export type PutForward =
  | { id: number; state: "removed" | "asked" }
  | { refused: Extract<RemovalReady, { refused: string }>["refused"] | "already" };

/**
 * Takes a pupil off the school's roll as the viewer's draft says, or asks the officer first where the procedure wants it
 * (act remove-from-roll): the removal is kept with its evidence, the time on the roll ends, and the referral that the
 * procedure asks for begins with what was answered. [F01] [F03] [C28] [D01]
 * @throws NotFound for a pupil whom the viewer may not know of, NotAllowed for one of another school.
 */
export async function removeFromRoll(context: Context, childId: number): Promise<PutForward> {
  const pupil = await pupilToRemove(context, childId);
  const draft = await removalDraftOf(context, pupil);
  const judged = await readyToRemove(context, pupil, draft);
  if ("refused" in judged) return { refused: judged.refused };
  const { ready, removedOn, bar } = judged;
  const before = await lastRemovalOf(context.database, childId, ready.school.id);
  if (before && ["waiting", "agreed"].includes(stateOf(before))) return { refused: "already" };
  const id = await insertRemoval(context, ready);
  const slugs = ["ground", "leaving", evidenceSlug(ready.ground)];
  for (const slug of slugs) await forgetDraft(context, removalForm, draftSubject(childId, slug));
  if (bar) {
    await insertStep(context, id, {
      step: "asked",
      words: `The school would remove the name from ${dayInWords(removedOn)}. ${bar.says} (${bar.clause})`,
    });
    await audited(context, "asked to remove a pupil", pupil.child.authorityId, { id, childId });
    return { id, state: "asked" };
  }
  const removal = await removalById(context.database, id);
  if (!removal) throw new NotFound();
  await takeOff(context, pupil, removal, removedOn, draft.answers);
  return { id, state: "removed" };
}

/**
 * Takes the name off the roll of a removal to which the officer has said yes, on a day from the one agreed (act
 * remove-from-roll). [C28]
 * @throws NotFound for a removal that the viewer may not know of, NotAllowed for one of another school.
 */
export async function completeRemoval(
  context: Context,
  removalId: number,
  on: Temporal.PlainDate,
): Promise<"removed" | "not-agreed" | "not-on-roll" | DayRefused> {
  const removal = await removalById(context.database, removalId);
  if (!removal) throw new NotFound();
  requireAct(context.viewer, "remove-from-roll", { schoolId: removal.schoolId });
  if (stateOf(removal) !== "agreed") return "not-agreed";
  const pupil = await pupilToRemove(context, removal.childId);
  if (!pupil.child.onRoll) return "not-on-roll";
  const { metOn } = removal;
  const ground = { hasOwnDay: false };
  const refused = dayRefused({ ground, metOn, on, today: pupil.today, agreedFrom: dayAgreed(removal) });
  if (refused) return refused;
  await takeOff(context, pupil, removal, on, {});
  return "removed";
}

async function takeOff(
  context: Context,
  pupil: PupilToRemove,
  removal: Removal,
  on: Temporal.PlainDate,
  answers: Answers,
): Promise<void> {
  const { id, childId, schoolId, schoolName, authorityId, regulations, letter, destination } = removal;
  const { newLaestab, newSchool } = removal;
  await insertStep(context, id, { step: "removed", onDay: on });
  await recordOffRoll(context, childId, {
    ...{ schoolId, on, ground: letter, source: "the school's removal" },
    destination: newLaestab ?? (destination === "school" ? newSchool : ""),
  });
  if (isHomeEducation(removal)) await tellHomeEducationOfficer(context, removal, on, answers);
  // A school sees neither the case nor the referral, whose procedures ask what follows a removal: form CME1 among it.
  const fact: NewFact = {
    kind: "removed-from-roll",
    details: { schoolName, ground: `Ground ${letter} of the regulations of ${regulations}` },
    happenedAt: momentWithin(on, context.now),
  };
  await tellOpenCases(context, [childId], [fact]);
  await tellPassedOn(context, childId, [fact]);
  const transferFile = await makeTransferFile(context, removal);
  await beginReferral(context, pupil, { removal: { ...removal, transferFile }, removedOn: on, answers });
  await audited(context, "took a pupil off the roll", authorityId, { id, childId });
}

async function audited(
  context: Context,
  act: string,
  authorityId: number,
  { id, childId }: { id: number; childId: number },
): Promise<void> {
  await context.audit({
    act,
    subject: "child",
    subjectId: childId,
    childId,
    authorityId,
    details: { removal: id },
  });
}
