import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import { calendarsAtHand, caseByReference, factsOf, recordFacts } from "../cases/index.ts";
import { type ChildRecord, childRecord, recordProvision } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import { type HomeEducationFact, owedFor, type Source } from "./home-education.ts";
import { insertHomeEducation, insertHomeEducationFacts } from "./home-educations.store.ts";
import type { HomeEducationReason } from "./reasons.ts";

export type ChildToEnter = {
  childId: number;
  source: Source;
  /** The day of the parent's notice; null when nobody here knows it. */
  noticeOn: Temporal.PlainDate | null;
  /** The main reason that the parents give, where they give one. */
  reason?: HomeEducationReason | undefined;
  /** From whom exactly, and what the notice says. */
  words: string;
  /** How the list of home education calls the education, in its own words, where the child stands on it. */
  listStatus?: string | null | undefined;
};

/**
 * Enters a child on the register of home education (act keep-home-education), on the child's record and in its open case.
 * A notice is answered with an offer of support; of a child who was on the list already only reviews are owed. [F08]
 * @throws NotFound for a child whom the viewer may not know of, NotAllowed in another authority.
 */
export async function enterChild(
  context: Context,
  { childId, source, noticeOn, reason, words, listStatus }: ChildToEnter,
): Promise<{ id: number } | "on-it-already"> {
  const { database, viewer, now } = context;
  const child = await childRecord(database, childId);
  if (!child) throw new NotFound();
  const { authorityId } = child;
  requireAct(viewer, "keep-home-education", { authorityId });
  const beganOn = noticeOn ?? dayOf(now);
  const facts = firstFacts({ source, noticeOn, reason, words, listStatus }, now);
  const [next] = owedFor(
    facts.map((fact) => ({ ...fact, madeAt: now })),
    {
      ...{ authorityId, now, procedures: proceduresOf(context.procedures, child) },
      calendars: await calendarsAtHand(context, { authorityId, schoolId: null }),
    },
  );
  if (!next) throw new Error("No procedure says what is owed for a home educated child.");
  const id = await insertHomeEducation(context, { authorityId, childId, beganOn, source }, next);
  if (id === undefined) return "on-it-already";
  await insertHomeEducationFacts(context, id, facts);
  await recordProvision(context, childId, {
    kind: "home-education",
    fromOn: beganOn,
    source: "home education register",
  });
  await tellOpenCase(context, child, source === "list" ? null : noticeOn);
  await context.audit({
    ...{ act: "entered home education", subject: "child", subjectId: childId, childId, authorityId },
    details: { homeEducation: id, source },
  });
  return { id };
}

function firstFacts(
  { source, noticeOn, reason, words, listStatus }: Omit<ChildToEnter, "childId">,
  now: Temporal.Instant,
): Omit<HomeEducationFact, "madeAt">[] {
  const registered = { kind: "home-education-registered" as const, happenedAt: now };
  const registeredOn = dayOf(now).toString();
  const why = reason
    ? [{ kind: "reason-given" as const, happenedAt: now, details: { reason, words: "" } }]
    : [];
  const seen = source === "list" && listStatus?.trim().toLowerCase() === "suitable";
  // Of a child who was on the list the offer was made, or not, before this register began: only reviews count from here.
  if (source === "list" || noticeOn === null)
    return [
      { ...registered, details: { registeredOn, words, ...(seen && { listedAs: "suitable" }) } },
      ...why,
    ];
  return [
    { kind: "home-education-notified", happenedAt: momentWithin(noticeOn, now), details: { words } },
    { ...registered, details: { registeredOn } },
    ...why,
  ];
}

/** The same in the words of procedures, where the child has an open case: it moves what is owed there. A notice is told once. */
async function tellOpenCase(
  context: Context,
  { cases }: ChildRecord,
  noticeOn: Temporal.PlainDate | null,
): Promise<void> {
  const open = cases.find((each) => each.open);
  if (!open) return;
  const { id } = await caseByReference(context, open.reference);
  const known = await factsOf(context, id);
  const isNew = noticeOn && !known.some(({ kind }) => kind === "home-education-notified");
  const registeredOn = dayOf(context.now).toString();
  await recordFacts(context, id, [
    ...(isNew
      ? [
          {
            kind: "home-education-notified" as const,
            details: {},
            happenedAt: momentWithin(noticeOn, context.now),
          },
        ]
      : []),
    { kind: "home-education-registered", details: { registeredOn } },
  ]);
}
