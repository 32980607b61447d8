import { requireAct } from "../access/index.ts";
import { caseByReference, recordFacts } from "../cases/index.ts";
import { addressesOf } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { Agency } from "../procedures/index.ts";
import { sendAnswerLinks } from "./by-link/send-answer-links.ts";
import { everythingToDisclose, only } from "./disclosure.ts";
import { copyDueMoments, insertEnquiry } from "./enquiries.store.ts";
import { canBeAsked, type Disclosable, type Disclosed, type Recipient } from "./enquiry.ts";
import { recipientsOf, recordToDisclose, schoolsOf } from "./recipients.store.ts";

export type EnquiriesAsked = {
  to: readonly Recipient[];
  question: string;
  disclose: readonly Disclosable[];
  lawfulBasis: string;
  seen?: number | undefined;
};

/** What may be disclosed of a case's child, as the record has it now. Throws NotFound. [G01] */
export async function disclosableOf(
  { database }: Pick<Context, "database">,
  kase: { id: number; childId: number },
): Promise<Disclosed> {
  const record = await recordToDisclose(database, kase.id);
  if (!record) throw new NotFound();
  return everythingToDisclose(record, await addressesOf(database, kase.childId));
}

/**
 * Asks everyone chosen at once. Each gets an enquiry of its own with the question and what is disclosed, written down as it
 * is now; each begins the time for its answer. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [C25, E01, G01]
 */
export async function sendEnquiries(
  context: Context,
  reference: string,
  { to, question, disclose, lawfulBasis, seen }: EnquiriesAsked,
): Promise<{ references: string[] } | { refused: "closed" | "nobody-asked" | "not-to-be-asked" }> {
  const { database, viewer, now } = context;
  const kase = await caseByReference(context, reference);
  requireAct(viewer, "send-enquiry", { authorityId: kase.authorityId, areaId: kase.areaId });
  if (!kase.open) return { refused: "closed" };
  if (to.length === 0) return { refused: "nobody-asked" };
  const kinds = await kindsOf(context, kase.authorityId, to);
  if (!kinds) return { refused: "not-to-be-asked" };
  const disclosed = only(disclose, await disclosableOf(context, kase));
  const sent: { id: number; reference: string; kind: Agency; recipient: Recipient }[] = [];
  for (const { recipient, kind } of kinds) {
    const enquiry = await insertEnquiry(database, {
      caseId: kase.id,
      authorityId: kase.authorityId,
      areaId: kase.areaId,
      toKind: kind,
      to: recipient,
      question,
      disclosed,
      lawfulBasis,
      askedAt: now,
      madeBy: viewer.personId,
    });
    sent.push({ ...enquiry, kind, recipient });
  }
  const facts = sent.map(({ id, kind }) => ({
    kind: "enquiry-sent" as const,
    details: { to: kind, enquiryId: id },
  }));
  const factIds = await recordFacts(context, kase.id, facts, { seen });
  await copyDueMoments(
    database,
    sent.map(({ id }, place) => ({ enquiryId: id, factId: factIds[place] ?? 0 })),
  );
  await sendAnswerLinks(context, { authorityId: kase.authorityId, asked: sent });
  return { references: sent.map((enquiry) => enquiry.reference) };
}

/** What the procedures call each recipient; undefined when one of them is not to be asked by this authority. */
async function kindsOf(
  { database }: Context,
  authorityId: number,
  to: readonly Recipient[],
): Promise<{ recipient: Recipient; kind: Agency }[] | undefined> {
  const { authorities, agencies } = await recipientsOf(database, authorityId);
  const schools = to.some(({ kind }) => kind === "school") ? await schoolsOf(database) : [];
  const known = [
    ...authorities,
    ...agencies,
    ...schools.map(({ id }) => ({ kind: "school" as const, id, toKind: "school" })),
  ];
  const found = to.map((recipient) => {
    const match = known.find(({ kind, id }) => kind === recipient.kind && id === recipient.id);
    return match && canBeAsked(match.toKind) ? { recipient, kind: match.toKind } : undefined;
  });
  return found.every((each) => each !== undefined) ? found : undefined;
}
