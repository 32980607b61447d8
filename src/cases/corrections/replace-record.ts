import { type Act, mayDo, type Viewer } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../../database/index.ts";
import type { Kase, NewFact, RecordedFact } from "../case.ts";
import { type ChronologyEntry, caseByReference, chronologyOf, factsOf } from "../case-record.ts";
import { placeOf } from "../case-to-work.ts";
import { caseHeld } from "../cases.store.ts";
import { holdBefore } from "../held.ts";
import { isHeldBack } from "../hold.ts";
import { recordFact } from "../record-facts.ts";

/** A record of a case, by the number of its fact. */
export type RecordAsked = { reference: string; factId: number };

/** A record with the case on which it stands. */
export type RecordOnCase = { kase: Kase; record: ChronologyEntry };

/** What is right of a record: it happened as the fact says, it did not happen, or it is about another case. */
export type Right =
  | { was: "otherwise"; fact: NewFact & { happenedAt: Temporal.Instant } }
  | { was: "not"; because: string }
  | { was: "elsewhere" };

/** If the viewer may correct a record: they work cases there, or recorded it themselves, and still do what it is about there. [G04] */
export function mayCorrect(
  viewer: Viewer,
  kase: Pick<Kase, "authorityId" | "areaId" | "open">,
  { madeBy }: Pick<RecordedFact, "madeBy">,
  act: Act = "do-step",
): boolean {
  const place = placeOf(kase);
  return (
    kase.open &&
    mayDo(viewer, act, place) &&
    (mayDo(viewer, "work-case", place) || madeBy === viewer.personId)
  );
}

/** A record of a case. Throws NotFound where there is none that the viewer may know of, NotAllowed for whom it is not to correct. */
export async function recordAskedFor(
  context: Context,
  { reference, factId }: RecordAsked,
  act: Act = "do-step",
): Promise<RecordOnCase> {
  const kase = await caseByReference(context, reference);
  const record = chronologyOf(await factsOf(context, kase.id)).find(({ id }) => id === factId);
  if (!record) throw new NotFound();
  if (!mayCorrect(context.viewer, kase, record, act)) throw new NotAllowed(act);
  return { kase, record };
}

/**
 * A record that is about to be replaced. The case is locked first, so that of two people the second sees what the first one did. Throws
 * as `recordAskedFor`, and ChangedBySomeoneElse when it was corrected already.
 */
export async function recordToReplace(
  context: Context,
  asked: RecordAsked,
  act: Act = "do-step",
): Promise<RecordOnCase> {
  await caseHeld(context.database, (await caseByReference(context, asked.reference)).id);
  const found = await recordAskedFor(context, asked, act);
  if (found.record.correctedBy !== undefined) throw new ChangedBySomeoneElse(asked.factId, asked.factId);
  return found;
}

/**
 * The one way in which a record of a case is put right: a new fact takes its place, the old one stays readable, and what is owed is worked
 * out anew. What did not happen here becomes a note. While nobody may approach the family no approach is moved to a day since. Answers the
 * new fact's id. `seen` is the last fact that the page showed, where it showed one. [G03] [E04]
 */
export async function replaceRecord(
  context: Context,
  { kase, record }: RecordOnCase,
  right: Right,
  { seen }: { seen?: number | undefined } = {},
): Promise<{ factId: number } | "held"> {
  if (right.was === "otherwise") {
    const hold = await holdBefore(context, kase);
    const isSince = hold && Temporal.PlainDate.compare(dayOf(right.fact.happenedAt), dayOf(hold.since)) >= 0;
    if (isSince && isHeldBack(hold, right.fact.kind)) return "held";
  }
  const fact = right.was === "otherwise" ? right.fact : noteOf(right);
  const factId = await recordFact(context, kase.id, { ...fact, replaces: record.id, seen });
  const { id, childId, authorityId } = kase;
  await context.audit({
    ...{ act: "corrected on case", subject: "case", subjectId: id, childId, authorityId },
    details: { kind: record.kind, replaces: record.id, was: right.was },
  });
  return { factId };
}

/** The other case is not named: who reads this one may not know of it. */
function noteOf(right: Exclude<Right, { was: "otherwise" }>): NewFact {
  const note =
    right.was === "not" ? right.because : "It is about another case, and was recorded here by mistake.";
  return { kind: "note-made", details: { note } };
}
