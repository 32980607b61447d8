import { requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import {
  caseByReference,
  holdBefore,
  type Kase,
  type NewFact,
  obligationsKept,
  placeOf,
  recordFact,
} from "../cases/index.ts";
import { addressesOf, saysHidden } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { gapsIn } from "./letter-fields.ts";
import { type Purpose, purposeNamed } from "./letter-purposes.ts";
import { longestBody } from "./letter-template.ts";
import { postOf } from "./letter-values.ts";
import { insertLetter, insertService, type SentBy } from "./letters.store.ts";
import { caseToWriteOf } from "./recipients.store.ts";
import { recipientsOf } from "./recipients.ts";
import { templatesInUse } from "./templates-in-use.ts";
import { maySend } from "./who-may-send.ts";

/** A letter as its writer finishes it. */
export type LetterToSend = {
  template: string;
  /** The key of the recipient. */
  to: string;
  address: string;
  body: string;
  sentBy: SentBy;
  sentOn: Temporal.PlainDate;
  seen?: number | undefined;
};

export type LetterRefused =
  | { refused: "closed" | "held" | "template-mistakes" | "wrong-recipient" | "says-hidden" }
  | { refused: "hand-only" | "no-address" | "not-yet" | "empty" }
  | { refused: "gaps"; gaps: string[] };

/**
 * Sends a letter: keeps exactly what it says, to whom it goes, how, on which day and by whom, and leaves the fact for which
 * the procedure waits. A letter handed over is served that day. Refused are one with gaps, one that says a hidden address,
 * and every one while nobody may approach the family. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [C20, C23, E04]
 */
export async function sendLetter(
  context: Context,
  reference: string,
  { seen, ...letter }: LetterToSend,
): Promise<{ sent: string } | LetterRefused> {
  const { database, viewer, procedures, now } = context;
  const kase = await caseByReference(context, reference);
  requireAct(viewer, "write-letter", placeOf(kase));
  if (await holdBefore(context, kase)) return { refused: "held" };
  const [templates, owed, record, addresses] = await Promise.all([
    templatesInUse(context, kase.authorityId),
    obligationsKept(context, kase.id),
    caseToWriteOf(database, kase.id, viewer.personId),
    addressesOf(database, kase.childId),
  ]);
  const template = templates.find(({ name }) => name === letter.template);
  const recipient = record && recipientsOf(record, addresses).find(({ key }) => key === letter.to);
  if (!template || !recipient) throw new NotFound();
  if (!maySend({ viewer, procedures, kase, owed }, template.about)) throw new NotAllowed("write-letter");
  const purpose = purposeNamed(template.about);
  if (!kase.open && !purpose.afterClosing) return { refused: "closed" };
  if (template.mistakes.length > 0) return { refused: "template-mistakes" };
  if (recipient.kind !== purpose.to) return { refused: "wrong-recipient" };
  const body = letter.body.trim();
  if (body === "" || body.length > longestBody) return { refused: "empty" };
  const gaps = gapsIn(body);
  if (gaps.length > 0) return { refused: "gaps", gaps };
  if (Temporal.PlainDate.compare(letter.sentOn, dayOf(now)) > 0) return { refused: "not-yet" };
  const isHidden = recipient.note === "hidden";
  const address = isHidden ? "" : letter.address.trim();
  if (isHidden && letter.sentBy !== "hand") return { refused: "hand-only" };
  if (letter.sentBy === "post" && address === "") return { refused: "no-address" };
  if (saysHidden(`${address} ${body}`, addresses)) return { refused: "says-hidden" };

  const byHand = letter.sentBy === "hand";
  const fact =
    purpose.leaves === "order-notice-served" && !byHand ? undefined : factOf(purpose, template.title);
  const factId = fact
    ? await recordFact(context, kase.id, { ...fact, happenedAt: momentWithin(letter.sentOn, now), seen })
    : null;
  const made = { at: now, by: viewer.personId };
  const { about, title, revision } = template;
  const { sentBy, sentOn } = letter;
  const sent = await insertLetter(
    database,
    {
      ...{ caseId: kase.id, authorityId: kase.authorityId, template: template.name, revision, factId },
      ...{ about, title, addressee: recipient.name, address, body, sentBy, sentOn },
      writer: [viewer.name, postOf(viewer, kase)].filter(Boolean).join(", "),
    },
    made,
  );
  if (byHand)
    await insertService(
      database,
      { letterId: sent.id, outcome: "served", happenedOn: sentOn, note: "", factId },
      made,
    );
  await auditLetter(context, kase, "sent letter", sent.id);
  return { sent: sent.reference };
}

/** The fact that a letter leaves on its case. */
export function factOf({ leaves, about }: Purpose, title: string): NewFact {
  if (leaves === "letter-sent") return { kind: leaves, details: { about: about ?? "other" } };
  if (leaves === "order-notice-served") return { kind: leaves, details: { about: "suitable-education" } };
  if (leaves === "referrer-told") return { kind: leaves, details: {} };
  return { kind: "note-made", details: { note: `Letter sent: ${title}.` } };
}

/** Records in the audit log that somebody wrote, saw or took letters of a case. */
export function auditLetter(
  context: Pick<Context, "audit">,
  kase: Pick<Kase, "childId" | "authorityId">,
  act: string,
  letterId?: number,
): Promise<void> {
  const { childId, authorityId } = kase;
  return context.audit({
    ...{ act, subject: "letter", childId, authorityId },
    ...(letterId !== undefined && { subjectId: letterId }),
  });
}
