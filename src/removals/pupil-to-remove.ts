import { authorityKnown, requireAct } from "../access/index.ts";
import { type Calendars, dayOf } from "../calendar/index.ts";
import { calendarsOf } from "../cases/index.ts";
import { type ChildRecord, childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, draftsOf } from "../drafts/index.ts";
import { type MarkedDay, markedDays, type SchoolMeets, schoolMeets, weeksOfMarks } from "../feeds/index.ts";
import type { Follower } from "../procedures/index.ts";
import { type Answers, draftSubject, readStep } from "../referrals/index.ts";
import { judgedOnIn } from "./choose-ground.form.ts";
import type { GroundAsked } from "./conditions/part.ts";
import { consentFrom2026 } from "./consent-2026.ts";
import { questionsFor } from "./decide-ground.ts";
import type { Ground } from "./ground.ts";
import { groundOn } from "./grounds.ts";
import { type NoGround, noGrounds } from "./no-grounds.ts";
import { asFarAsKnown, evidenceStep } from "./removal-form.ts";
import { type School, schoolById } from "./removals.store.ts";

/** The form under which a removal's draft is kept. */
export const removalForm = "removal";

/** A pupil of the viewer's school with all that a ground is judged by. */
export type PupilToRemove = {
  child: ChildRecord;
  school: School;
  follower: Follower;
  marks: readonly MarkedDay[];
  meets: SchoolMeets;
  calendars: Calendars;
  now: Temporal.Instant;
  today: Temporal.PlainDate;
  /** The day that the removal concerns: today, or the earlier one that the school names. */
  judgedOn: Temporal.PlainDate;
};

/**
 * A pupil whom the viewer's school may take off its roll, with marks of the fourteen months up to the day that it concerns.
 * @throws NotFound for a pupil whom the viewer may not know of, NotAllowed for one of another school.
 */
export async function pupilToRemove(context: Context, childId: number): Promise<PupilToRemove> {
  const { database, viewer, now } = context;
  const child = await childRecord(database, childId);
  const school = child?.schoolId ? await schoolById(database, child.schoolId) : undefined;
  if (!child || !school) throw new NotFound();
  requireAct(viewer, "remove-from-roll", { schoolId: school.id });
  const { id: schoolId, authorityId } = school;
  const today = dayOf(now);
  const calendars = await calendarsOf(database, [{ schoolId, authorityId }]);
  const meets = schoolMeets(calendars, { schoolId, authorityId });
  const judgedOn = judgedOnIn(await draftOf(context, removalForm, draftSubject(childId, "ground")), today);
  const weeks = await weeksOfMarks(database, { childId, schoolId, since: judgedOn.subtract({ months: 14 }) });
  const until = Temporal.PlainDate.from("1970-01-01").until(judgedOn, { largestUnit: "days" }).days;
  const follower = { authorityId, procedure: (await authorityKnown(database, authorityId)).procedure };
  return {
    child,
    school,
    follower,
    marks: markedDays(weeks, meets, until),
    meets,
    calendars,
    ...{ now, today },
    judgedOn,
  };
}

/** What a ground is judged by, but for what the school answers. */
export function askedOf(pupil: PupilToRemove, ground: Ground): Omit<GroundAsked, "answers"> {
  const { child, school, marks, meets, judgedOn } = pupil;
  return {
    ...{ ground, day: judgedOn, marks, meets },
    dateOfBirth: child.dateOfBirth,
    phase: school.phase,
    consentFrom: consentFrom2026,
  };
}

/** A removal as far as its draft has come: what was typed on each page, and what was chosen and answered. */
export type RemovalDraft = {
  typed: (slug: string) => Readonly<Record<string, string | string[]>> | undefined;
  ground: Ground | undefined;
  noGround: NoGround | undefined;
  /** What is answered so far of what the ground asks. */
  answers: Answers;
};

/** The viewer's draft of a removal. What lacks an answer is half-way, not lost. */
export async function removalDraftOf(context: Context, pupil: PupilToRemove): Promise<RemovalDraft> {
  const { child, now, judgedOn } = pupil;
  const kept = await draftsOf(context, removalForm);
  const typed = (slug: string) =>
    kept.find(({ subject }) => subject === draftSubject(child.id, slug))?.content;
  const chosen = String(typed("ground")?.["reason"] ?? "");
  const ground = chosen.startsWith("ground-") ? groundOn(judgedOn, chosen.slice(7)) : undefined;
  const noGround = noGrounds.find(({ value }) => chosen === `no-${value}`);
  if (!ground) return { typed, ground, noGround, answers: {} };
  const step = asFarAsKnown(evidenceStep(ground, questionsFor(askedOf(pupil, ground))));
  const read = readStep(step, child, typed(evidenceSlug(ground)), now);
  return { typed, ground, noGround, answers: "answers" in read ? read.answers : {} };
}

/** What was answered for one ground waits under its own name when another is chosen meanwhile. */
export function evidenceSlug({ letter }: Ground): string {
  return `evidence-${letter.toLowerCase()}`;
}
