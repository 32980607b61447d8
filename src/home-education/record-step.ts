import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import {
  calendarsAtHand,
  caseByReference,
  factsOf,
  holdingFlags,
  isProof,
  recordFacts,
} from "../cases/index.ts";
import { type ChildRecord, childRecord, flagsStanding, recordProvision } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { type CaseFact, proceduresOf } from "../procedures/index.ts";
import { referByTeam } from "../referrals/index.ts";
import { dayInWords } from "../web/design/words.ts";
import {
  type Ending,
  endings,
  lastView,
  owedFor,
  type ReviewWay,
  type SupportAnswer,
  type View,
  views,
  ways,
} from "./home-education.ts";
import {
  copyOnto,
  factsOfHomeEducation,
  type HomeEducation,
  homeEducationHeld,
  insertHomeEducationFacts,
} from "./home-educations.store.ts";
import type { HomeEducationReason } from "./reasons.ts";

export type HomeEducationStep = { happenedOn: Temporal.PlainDate } & (
  | { kind: "home-education-support-offered"; details: { how: string } }
  | { kind: "support-answered"; details: { answer: SupportAnswer; words: string } }
  | { kind: "reason-given"; details: { reason: HomeEducationReason; words: string } }
  | { kind: "home-education-reviewed"; details: { how: ReviewWay; seen: string; view: View } }
  | { kind: "home-education-ended"; details: { why: Ending; words: string } }
);

/**
 * Records a step of a home education (act keep-home-education) and works out what is owed next. An unsuitable view moves the open case, or
 * refers the child, as an end does that leaves the child without education; the case hears of every end. While nobody may approach the
 * family, no approach is recorded since. [F08] [E04]
 * @throws NotFound for one that the viewer may not know of, NotAllowed in another authority.
 */
export async function recordStep(
  context: Context,
  id: number,
  step: HomeEducationStep,
): Promise<"recorded" | "ended" | "before-it-began" | "held" | { referred: string } | { told: string }> {
  const { database, viewer, now } = context;
  const held = await homeEducationHeld(database, id);
  const child = held && (await childRecord(database, held.childId));
  if (!held || !child) throw new NotFound();
  const { authorityId, childId } = held;
  requireAct(viewer, "keep-home-education", { authorityId });
  if (held.endedOn) return "ended";
  if (Temporal.PlainDate.compare(step.happenedOn, held.beganOn) < 0) return "before-it-began";
  if (await isApproachWhileHeld(context, childId, step)) return "held";
  const { kind, happenedOn, details } = step;
  await insertHomeEducationFacts(context, id, [{ kind, happenedAt: momentWithin(happenedOn, now), details }]);
  await workOut(context, held, child, kind === "home-education-ended" ? happenedOn : null);
  await context.audit({
    ...{ act: "recorded home education", subject: "child", subjectId: childId, childId, authorityId },
    details: { homeEducation: id, kind },
  });
  if (step.kind === "home-education-ended") {
    await recordProvision(context, childId, {
      ...{
        kind: "home-education",
        fromOn: held.beganOn,
        untilOn: happenedOn,
        source: "home education register",
      },
    });
    return ended(context, child, step);
  }
  return step.kind === "home-education-reviewed" ? reviewed(context, child, step) : "recorded";
}

const approaches: readonly string[] = ["home-education-support-offered", "home-education-reviewed"];

async function isApproachWhileHeld(
  { database }: Context,
  childId: number,
  { kind, happenedOn }: HomeEducationStep,
): Promise<boolean> {
  const [flag] = await flagsStanding(database, childId, holdingFlags);
  return (
    flag !== undefined &&
    approaches.includes(kind) &&
    Temporal.PlainDate.compare(happenedOn, dayOf(flag.madeAt)) >= 0
  );
}

async function workOut(
  context: Context,
  { id, authorityId }: HomeEducation,
  child: ChildRecord,
  endedOn: Temporal.PlainDate | null,
): Promise<void> {
  const facts = await factsOfHomeEducation(context.database, id);
  const [next] = owedFor(facts, {
    ...{ authorityId, now: context.now, procedures: proceduresOf(context.procedures, child) },
    calendars: await calendarsAtHand(context, { authorityId, schoolId: null }),
  });
  await copyOnto(context.database, id, { endedOn, view: lastView(facts)?.view ?? null, next });
}

/** A child whose home education is unsuitable counts as missing education: the open case is moved by it, or a referral asks for one. */
async function reviewed(
  context: Context,
  child: ChildRecord,
  step: HomeEducationStep & { kind: "home-education-reviewed" },
): Promise<"recorded" | { referred: string } | { told: string }> {
  const { how, seen, view } = step.details;
  if (view === "not-yet-known") return "recorded";
  const found = `${views[view]}, on ${dayInWords(step.happenedOn)}`;
  const note = `The home education officer's view: ${found}. Seen: ${ways[how]}. ${seen}`;
  const told = await caseMovedBy(context, child, view, note);
  if (view === "suitable") return "recorded";
  if (told) return { told };
  const { reference } = await referByTeam(context, "keep-home-education", child, {
    title: "What the home education officer found",
    rows: [
      { asked: "The officer's view of the education", answered: found },
      { asked: "How it was seen", answered: ways[how] },
      { asked: "What was seen", answered: seen },
    ],
  });
  return { referred: reference };
}

/**
 * The open case that hears of a view, undefined where none does. From its day there on an unsuitable one undoes what the registration
 * proved; a suitable one after that proves it again, and is nothing to a case that heard of none.
 */
async function caseMovedBy(
  context: Context,
  { cases }: ChildRecord,
  view: "suitable" | "unsuitable",
  note: string,
): Promise<string | undefined> {
  const open = cases.find((each) => each.open);
  if (!open) return undefined;
  const { id } = await caseByReference(context, open.reference);
  if (view === "suitable" && !isFoundUnsuitable(await factsOf(context, id))) return undefined;
  const registeredOn = dayOf(context.now).toString();
  await recordFacts(context, id, [
    { kind: "home-education-reviewed", details: { view } },
    { kind: "note-made", details: { note } },
    ...(view === "suitable"
      ? [{ kind: "home-education-registered" as const, details: { registeredOn } }]
      : []),
  ]);
  return open.reference;
}

/** If the last that a case heard of its child's home education is that it is unsuitable. */
function isFoundUnsuitable(facts: readonly CaseFact[]): boolean {
  const last = facts.findLast(
    ({ kind }) => kind === "home-education-reviewed" || kind === "home-education-registered",
  );
  return last?.kind === "home-education-reviewed" && last.details.view === "unsuitable";
}

/** A child whose home education ends counts as missing education where nothing else has begun. */
async function ended(
  context: Context,
  child: ChildRecord,
  step: HomeEducationStep & { kind: "home-education-ended" },
): Promise<"recorded" | { referred: string }> {
  const { why, words } = step.details;
  const on = dayInWords(step.happenedOn);
  const note =
    `The home education officer: the home education ended on ${on}. ${endings[why]}. ${words}`.trim();
  if ((await isToldToCase(context, child, note, why)) || why !== "missing") return "recorded";
  const { reference } = await referByTeam(context, "keep-home-education", child, {
    title: "What the home education officer found",
    rows: [
      { asked: "The home education ended", answered: on },
      { asked: "Why it ended", answered: endings[why] },
      { asked: "Who says so, and what else is known", answered: words || "Not given" },
    ],
  });
  return { referred: reference };
}

/**
 * Tells the open case, if there is one. That the child is missing education undoes there whatever was proved; that the child never was home
 * educated, what the registration proved, where nothing was proved since.
 */
async function isToldToCase(
  context: Context,
  child: ChildRecord,
  note: string,
  why: Ending,
): Promise<boolean> {
  const open = child.cases.find((each) => each.open);
  if (!open) return false;
  const { id } = await caseByReference(context, open.reference);
  const proved = (await factsOf(context, id)).findLast(isProof);
  const undoes = why === "missing" || (why === "mistake" && proved?.kind === "home-education-registered");
  await recordFacts(context, id, [
    ...(undoes ? [{ kind: "home-education-ended" as const, details: {} }] : []),
    { kind: "note-made", details: { note } },
  ]);
  return true;
}

/** The end in words, for the page. */
export function endingInWords(why: string): string {
  return why in endings ? endings[why as Ending] : why;
}
