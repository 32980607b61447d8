import { mayDo, type Viewer } from "../../access/index.ts";
import { dayOf, momentWithin } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../../database/index.ts";
import type { Kase, NewFact, RecordedFact } from "../case.ts";
import { caseByReference, chronologyOf, factsOf } from "../case-record.ts";
import { type CaseSources, sourcesOfCase } from "../case-sources.store.ts";
import { placeOf } from "../case-to-work.ts";
import { caseHeld } from "../cases.store.ts";
import { holdBefore } from "../held.ts";
import { isHeldBack } from "../hold.ts";
import { recordFact } from "../record-facts.ts";
import { type SimpleKind, simpleKindNamed } from "../simple-facts.ts";
import type { Corrected } from "./correction.form.tsx";

/** What can be corrected: what a simple form recorded, and notes. */
export type CorrectableKind = SimpleKind | "note-made";

/** A correction of one. */
export type Correction = Corrected<{
  fact: Extract<NewFact, { kind: CorrectableKind }>;
  happenedOn: Temporal.PlainDate;
}>;

/**
 * What is never corrected away: concerns and what was decided on them, of which a lead settles each, and the beginning of a case anew;
 * and what has its steps in a slice of its own.
 */
const kept: readonly SimpleKind[] = [
  ...(["concern-raised", "concern-settled", "action-decided", "case-reopened"] as const),
  ...(["attendance-order-started", "order-notice-served", "attendance-order-made"] as const),
];

/**
 * The kind by whose form a record can be corrected; undefined for what has no simple form, for what is kept as it is, and for what a
 * letter or another record of its own tells: that is put right there.
 */
export function correctableKind(
  { id, kind }: Pick<RecordedFact, "id" | "kind">,
  { letters, elsewhere }: Pick<CaseSources, "letters" | "elsewhere">,
): CorrectableKind | undefined {
  if (elsewhere.includes(id) || letters.some(({ factId }) => factId === id)) return undefined;
  if (kind === "note-made") return kind;
  const simple = simpleKindNamed(kind);
  return simple && !kept.includes(simple) ? simple : undefined;
}

/** If the viewer may correct a record: they work cases there, or recorded it themselves and still do steps there. [G04] */
export function mayCorrect(
  viewer: Viewer,
  kase: Pick<Kase, "authorityId" | "areaId" | "open">,
  { madeBy }: Pick<RecordedFact, "madeBy">,
): boolean {
  const place = placeOf(kase);
  return (
    kase.open &&
    mayDo(viewer, "do-step", place) &&
    (mayDo(viewer, "work-case", place) || madeBy === viewer.personId)
  );
}

/**
 * A record of a case and the kind of form that corrects it. Throws NotFound where there is none that can be corrected, and NotAllowed
 * for whom it is not.
 */
export async function recordOnCase(context: Context, reference: string, factId: number) {
  const kase = await caseByReference(context, reference);
  const record = chronologyOf(await factsOf(context, kase.id)).find(({ id }) => id === factId);
  const kind = record && correctableKind(record, await sourcesOfCase(context.database, kase.id));
  if (!record || !kind) throw new NotFound();
  if (!mayCorrect(context.viewer, kase, record)) throw new NotAllowed("do-step");
  return { kase, record, kind };
}

/**
 * Corrects a record of an open case (act do-step): a new fact takes its place and the old one stays readable; what is owed is worked out
 * anew in the act's transaction. What did not happen becomes a note. While nobody may approach the family no approach is moved to a day
 * since. Throws NotFound, NotAllowed, and ChangedBySomeoneElse when it was corrected already. [G03] [G04]
 */
export async function correctOnCase(
  context: Context,
  { reference, factId }: { reference: string; factId: number },
  correction: Correction,
): Promise<"corrected" | "held"> {
  // Held before it is read, so that of two people the second sees what the first one did.
  await caseHeld(context.database, (await caseByReference(context, reference)).id);
  const { kase, record } = await recordOnCase(context, reference, factId);
  if (record.correctedBy !== undefined) throw new ChangedBySomeoneElse(factId, factId);
  const right: NewFact =
    correction.was === "not"
      ? { kind: "note-made", details: { note: correction.because } }
      : { ...correction.fact, happenedAt: momentWithin(correction.happenedOn, context.now) };
  if (correction.was === "otherwise") {
    if (right.kind !== record.kind) throw new NotFound();
    const hold = await holdBefore(context, kase);
    const isSince = hold && Temporal.PlainDate.compare(correction.happenedOn, dayOf(hold.since)) >= 0;
    if (isSince && isHeldBack(hold, right.kind)) return "held";
  }
  await recordFact(context, kase.id, { ...right, replaces: factId });
  const { id, childId, authorityId } = kase;
  await context.audit({
    ...{ act: "corrected on case", subject: "case", subjectId: id, childId, authorityId },
    details: { kind: record.kind, replaces: factId, was: correction.was },
  });
  return "corrected";
}
