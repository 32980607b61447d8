import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import { caseByReference, holdBefore, obligationsKept, placeOf, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { purposeNamed } from "./letter-purposes.ts";
import { insertService, letterReferenced } from "./letters.store.ts";
import { auditLetter, factOf } from "./send-letter.ts";
import { maySend } from "./who-may-send.ts";

/** What became of a letter. */
export type ServiceTold = {
  outcome: "served" | "came-back";
  happenedOn: Temporal.PlainDate;
  note: string;
  seen?: number | undefined;
};

/**
 * Records that a letter was served, or came back. From the day on which a notice is served the parent's time runs: it
 * becomes a fact of the case then, and once. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [C23, E08]
 */
export async function recordService(
  context: Context,
  { reference, letter: asked }: { reference: string; letter: string },
  { outcome, happenedOn, note, seen }: ServiceTold,
): Promise<"recorded" | "not-yet" | "before-sent" | "closed" | "held" | "served-already"> {
  const { database, viewer, procedures, now } = context;
  const kase = await caseByReference(context, reference);
  requireAct(viewer, "write-letter", placeOf(kase));
  // Held until the end, so that two people cannot both serve it.
  const hold = await holdBefore(context, kase);
  const letter = await letterReferenced(database, kase.id, asked);
  if (!letter) throw new NotFound();
  if (Temporal.PlainDate.compare(happenedOn, dayOf(now)) > 0) return "not-yet";
  if (Temporal.PlainDate.compare(happenedOn, letter.sentOn) < 0) return "before-sent";
  const purpose = purposeNamed(letter.about);
  const isNotice = purpose.leaves === "order-notice-served";
  if (isNotice && letter.outcome === "served") return "served-already";
  let factId: number | null = null;
  if (isNotice && outcome === "served") {
    const owed = await obligationsKept(context, kase.id);
    if (!maySend({ viewer, procedures, kase, owed }, letter.about)) throw new NotAllowed("write-letter");
    if (hold) return "held";
    if (!kase.open) return "closed";
    const fact = factOf(purpose, letter.title);
    factId = await recordFact(context, kase.id, {
      ...{ ...fact, seen },
      happenedAt: momentWithin(happenedOn, now),
    });
  }
  await insertService(
    database,
    { letterId: letter.id, outcome, happenedOn, note, factId },
    { at: now, by: viewer.personId },
  );
  await auditLetter(
    context,
    kase,
    outcome === "served" ? "recorded service of letter" : "recorded letter that came back",
    letter.id,
  );
  return "recorded";
}
