import { factsOf, type NewFact, recordFacts, recordToReplace } from "../cases/index.ts";
import { recordAddress, takeBackAddresses } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { type Answer, factsOfAnswer } from "./answer.ts";
import { enquiryByReference } from "./answer-enquiry.ts";
import { insertAnswer } from "./answers.store.ts";
import type { Enquiry } from "./enquiry.ts";

type Earlier = { id: number; kind: string };

/**
 * Puts an answer right that stands in a case (act send-enquiry): what was really answered takes the place of the facts that it left, also
 * of a roll that it confirmed and of an address that it told, and both answers stay readable. Throws NotFound where no answer stands,
 * NotAllowed, and ChangedBySomeoneElse when it was put right already. [E01] [G03]
 */
export async function correctAnswer(
  context: Context,
  { reference, enquiry: asked }: { reference: string; enquiry: string },
  { toldBy, ...said }: Answer & { toldBy: string },
): Promise<"recorded"> {
  const { database, now, viewer, audit } = context;
  const enquiry = await enquiryByReference(context, asked);
  const answered = await answerStanding(context, enquiry);
  const { kase, record } = await recordToReplace(context, { reference, factId: answered }, "send-enquiry");
  const answer = enquiry.toKind === "school" ? { ...said, schoolName: enquiry.to } : said;
  const answeredBy = `${toldBy}, ${enquiry.to}`;
  await insertAnswer(database, enquiry.id, answer, { answeredBy, at: now, by: viewer.personId });
  const facts = await factsOf(context, kase.id);
  const corrected = new Set(facts.map(({ replaces }) => replaces));
  const leftWithIt = facts.filter(
    ({ id, kind, madeAt, madeBy }) =>
      id === record.id ||
      (kind === "roll-confirmed" &&
        madeAt.equals(record.madeAt) &&
        madeBy === record.madeBy &&
        !corrected.has(id)),
  );
  await recordFacts(
    context,
    kase.id,
    inPlaceOf(leftWithIt, factsOfAnswer(enquiry, enquiry, answer, answeredBy)),
  );
  const source = `answer to ${enquiry.reference}`;
  await takeBackAddresses(context, kase.childId, { source, at: record.madeAt, by: record.madeBy });
  const { address: lines, postcode } = answer;
  if (lines) await recordAddress(context, kase.childId, { lines, postcode, certainty: "believed", source });
  const { id, childId, authorityId } = kase;
  await audit({
    ...{ act: "corrected on case", subject: "case", subjectId: id, childId, authorityId },
    details: { kind: record.kind, replaces: record.id, was: "otherwise" },
  });
  return "recorded";
}

/** The fact of the answer to a question that stands in its case. Throws NotFound where none does. */
async function answerStanding(context: Context, { id, caseId }: Enquiry): Promise<number> {
  if (caseId === null) throw new NotFound();
  const facts = await factsOf(context, caseId);
  const corrected = new Set(facts.map(({ replaces }) => replaces));
  const standing = facts.findLast(
    (fact) => fact.kind === "enquiry-answered" && fact.details.enquiryId === id && !corrected.has(fact.id),
  );
  if (!standing) throw new NotFound();
  return standing.id;
}

/** Each fact takes the place of the one of its kind; in the place of what is left over stands a note. */
function inPlaceOf(earlier: readonly Earlier[], facts: readonly NewFact[]): NewFact[] {
  const left = [...earlier];
  const placed = facts.map((fact): NewFact => {
    const at = left.findIndex(({ kind }) => kind === fact.kind);
    const [replaced] = at < 0 ? [] : left.splice(at, 1);
    return replaced ? { ...fact, replaces: replaced.id } : fact;
  });
  const note = "The answer from which this came was put right.";
  return [
    ...placed,
    ...left.map(({ id }): NewFact => ({ kind: "note-made", details: { note }, replaces: id })),
  ];
}
