import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import { calendarsAtHand, caseByReference, factsOf, recordFacts } from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import { referByTeam } from "../referrals/index.ts";
import { dayInWords } from "../web/design/words.ts";
import { type ExclusionFact, exclusionAsFact, kinds, overrun, standingOf } from "./exclusion.ts";
import { type ExclusionRow, exclusionNumbered, insertExclusionFact } from "./exclusions.store.ts";

export type ExclusionStep = ExclusionFact & { entryId: number; authorityId: number };

/**
 * Records what was learnt of an exclusion (act keep-exclusions), also in the child's open case. A return that did not happen begins an
 * absence there; without a case it refers the child. [B07] [E12]
 * @throws NotFound for an exclusion that the viewer may not know of, NotAllowed in another authority.
 */
export async function recordExclusionStep(
  context: Context,
  { entryId, authorityId, ...fact }: ExclusionStep,
): Promise<"recorded" | "before-it-began" | "nobody-linked" | "referred-already" | { referred: string }> {
  requireAct(context.viewer, "keep-exclusions", { authorityId });
  const today = dayOf(context.now);
  const exclusion = await exclusionNumbered(context.database, { entryId, authorityId, today });
  if (!exclusion) throw new NotFound();
  if (Temporal.PlainDate.compare(fact.happenedOn, exclusion.startsOn) < 0) return "before-it-began";
  const child =
    exclusion.childId === null ? undefined : await childRecord(context.database, exclusion.childId);
  const notBack = fact.kind === "did-not-return";
  if (notBack && !child) return "nobody-linked";
  if (notBack && exclusion.notBackOn) return "referred-already";
  await insertExclusionFact(context, exclusion, fact);
  await context.audit({
    ...{ act: "recorded exclusion", subject: "list", authorityId, ...(child && { childId: child.id }) },
    details: { entry: entryId, kind: fact.kind },
  });
  if (!child) return "recorded";
  const open = child.cases.find((each) => each.open);
  if (open) await tellCase(context, open.reference, exclusion, fact);
  if (open || !notBack) return "recorded";
  const { reference } = await referByTeam(context, "keep-exclusions", child, {
    title: "What the exclusions team found",
    rows: asReferral(exclusion, fact),
  });
  return { referred: reference };
}

function asReferral(
  { kind, school, startsOn, endsOn }: ExclusionRow,
  { happenedOn, details }: ExclusionFact,
) {
  return [
    {
      asked: "The exclusion",
      answered: `${kinds[kind]}${school ? ` by ${school}` : ""}, from ${dayInWords(startsOn)}`,
    },
    { asked: "Its last day", answered: endsOn ? dayInWords(endsOn) : "None" },
    {
      asked: "The pupil should have been back or at new provision and was not",
      answered: dayInWords(happenedOn),
    },
    { asked: "What the school says", answered: details["words"] ?? "" },
  ];
}

/** The same in the words of procedures, so that what is owed in the case moves. The exclusion itself is told once. */
async function tellCase(
  context: Context,
  reference: string,
  exclusion: ExclusionRow,
  { kind, happenedOn }: ExclusionFact,
): Promise<void> {
  const { id } = await caseByReference(context, reference);
  const { overFive } = standingOf(exclusion, {
    procedures: proceduresOf(context.procedures, exclusion),
    calendars: await calendarsAtHand(context, exclusion),
    now: context.now,
  });
  const began = exclusionAsFact(exclusion.kind, overFive);
  const known = await factsOf(context, id);
  const happenedAt = momentWithin(happenedOn, context.now);
  const learnt = {
    "provision-shown": { kind: "provision-arranged", details: {} },
    returned: { kind: "pupil-returned", details: {} },
    "did-not-return": overrun,
  } as const;
  await recordFacts(context, id, [
    ...(known.some((fact) => fact.kind === began.kind)
      ? []
      : [{ ...began, happenedAt: momentWithin(exclusion.startsOn, context.now) }]),
    { ...learnt[kind], happenedAt },
  ]);
}
