import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import {
  type Corrected,
  caseByReference,
  holdBefore,
  type Kase,
  mayCorrect,
  placeOf,
  type Right,
  recordFact,
  recordToReplace,
  replaceRecord,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { purposeNamed } from "./letter-purposes.ts";
import {
  insertCorrection,
  insertService,
  type Letter,
  letterReferenced,
  type SentBy,
} from "./letters.store.ts";
import { auditLetter, factOf } from "./send-letter.ts";

/** How a letter really went, or that it never went. Its text stays as it was kept. */
export type LetterCorrection = Corrected<Sent>;

type LetterRight = Exclude<Right, { was: "elsewhere" }>;

/** A letter of a case, for whom may put it right: who works the case, or kept it. Throws NotFound and NotAllowed. */
export async function letterToCorrect(
  context: Context,
  asked: { reference: string; letter: string },
): Promise<{ kase: Kase; letter: Letter }> {
  const kase = await caseByReference(context, asked.reference);
  requireAct(context.viewer, "write-letter", placeOf(kase));
  const letter = await letterReferenced(context.database, kase.id, asked.letter);
  if (!letter) throw new NotFound();
  if (!mayCorrect(context.viewer, kase, { madeBy: letter.madeById }, "write-letter"))
    throw new NotAllowed("write-letter");
  return { kase, letter };
}

/**
 * Puts right how or when a letter went, or that it never went (act write-letter). What it left on the case moves with it: a notice that was
 * handed over is served that day, and one that went by post is served once that is recorded. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [C20, C23] [G03]
 */
export async function correctLetter(
  context: Context,
  asked: { reference: string; letter: string },
  correction: LetterCorrection,
): Promise<"corrected" | "held" | "not-yet" | "served-before" | "no-address"> {
  // Held until the end, so that of two people the second sees what the first one did.
  const hold = await holdBefore(context, await caseByReference(context, asked.reference));
  const { kase, letter } = await letterToCorrect(context, asked);
  const { viewer, now, database } = context;
  const made = { at: now, by: viewer.personId };
  const refused = correction.was === "otherwise" && refusalOf(correction, letter, dayOf(now));
  if (refused) return refused;
  const right = rightOf(correction, letter, now);
  if (hold && right?.was === "otherwise" && letter.factId === null) return "held";
  const factId = right ? await recordOf(context, kase, letter, right) : null;
  if (factId === "held") return "held";
  await insertCorrection(database, letter.id, correction, factId, made);
  if (correction.was === "otherwise" && correction.sentBy === "hand")
    await insertService(
      database,
      { letterId: letter.id, outcome: "served", happenedOn: correction.sentOn, note: "", factId },
      made,
    );
  await auditLetter(context, kase, "corrected letter", letter.id);
  return "corrected";
}

type Sent = { sentBy: SentBy; sentOn: Temporal.PlainDate };

function refusalOf(
  { sentBy, sentOn }: Sent,
  letter: Letter,
  today: Temporal.PlainDate,
): "not-yet" | "served-before" | "no-address" | undefined {
  const { outcome, happenedOn } = letter;
  if (Temporal.PlainDate.compare(sentOn, today) > 0) return "not-yet";
  if (sentBy === "post" && letter.address === "" && !letter.addressHidden) return "no-address";
  const staysServed = outcome !== null && letter.sentBy === "post" && sentBy === "post";
  if (staysServed && happenedOn && Temporal.PlainDate.compare(happenedOn, sentOn) < 0) return "served-before";
  return undefined;
}

/** What the case is to say in the place of what the letter left there; undefined where that stays as it is. */
function rightOf(
  correction: LetterCorrection,
  letter: Letter,
  now: Temporal.Instant,
): LetterRight | undefined {
  const purpose = purposeNamed(letter.about);
  if (correction.was === "not")
    return { was: "not", because: `${letter.title} was not sent. ${correction.because}` };
  const { sentBy, sentOn } = correction;
  if (purpose.leaves !== "order-notice-served" || sentBy === "hand")
    return {
      was: "otherwise",
      fact: { ...factOf(purpose, letter.title), happenedAt: momentWithin(sentOn, now) },
    };
  // Not handed over after all, it is not served yet.
  if (letter.sentBy !== "hand") return undefined;
  return { was: "not", because: `${letter.title} went by post. Record it once it is served.` };
}

/** In the place of what the letter left on the case, or as the first that it leaves. */
async function recordOf(
  context: Context,
  kase: Kase,
  { factId }: Letter,
  right: LetterRight,
): Promise<number | "held"> {
  if (factId !== null) {
    const asked = { reference: kase.reference, factId };
    const answer = await replaceRecord(context, await recordToReplace(context, asked, "write-letter"), right);
    return answer === "held" ? "held" : answer.factId;
  }
  if (right.was === "otherwise") return recordFact(context, kase.id, right.fact);
  return recordFact(context, kase.id, { kind: "note-made", details: { note: right.because } });
}
