import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import {
  caseByReference,
  holdBefore,
  obligationsKept,
  placeOf,
  recordFact,
  recordToReplace,
  replaceRecord,
} from "../cases/index.ts";
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
 * Records that a letter was served, or came back; the last word counts. From the day on which a notice is served the parent's time runs: it
 * becomes a fact of the case then, and what is said later takes that fact's place. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [C23, E08] [G03]
 */
export async function recordService(
  context: Context,
  { reference, letter: asked }: { reference: string; letter: string },
  { outcome, happenedOn, note, seen }: ServiceTold,
): Promise<"recorded" | "not-yet" | "before-sent" | "closed" | "held" | "not-sent"> {
  const { database, viewer, procedures, now } = context;
  const kase = await caseByReference(context, reference);
  requireAct(viewer, "write-letter", placeOf(kase));
  // Held until the end, so that two people cannot both serve it.
  const hold = await holdBefore(context, kase);
  const letter = await letterReferenced(database, kase.id, asked);
  if (!letter) throw new NotFound();
  if (Temporal.PlainDate.compare(happenedOn, dayOf(now)) > 0) return "not-yet";
  if (Temporal.PlainDate.compare(happenedOn, letter.sentOn) < 0) return "before-sent";
  if (letter.notSentBecause !== null) return "not-sent";
  const purpose = purposeNamed(letter.about);
  const isNotice = purpose.leaves === "order-notice-served";
  let factId: number | null = null;
  if (isNotice && letter.outcome === "served" && letter.factId !== null) {
    if (!kase.open) return "closed";
    const asked = { reference, factId: letter.factId };
    const answer = await replaceRecord(
      context,
      await recordToReplace(context, asked, "write-letter"),
      outcome === "served"
        ? {
            was: "otherwise",
            fact: { ...factOf(purpose, letter.title), happenedAt: momentWithin(happenedOn, now) },
          }
        : { was: "not", because: `The notice came back: ${letter.title}.` },
      { seen },
    );
    if (answer === "held") return "held";
    factId = outcome === "served" ? answer.factId : null;
  } else if (isNotice && outcome === "served") {
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
