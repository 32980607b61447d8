import { requireAct } from "../access/index.ts";
import { caseByReference, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { postEmail } from "../post/index.ts";
import { enquiryByReference } from "./answer-enquiry.ts";
import { asTheProgram } from "./as-the-program.ts";
import { endLinksOf, endPassedOn, endQuestion } from "./withdrawals.store.ts";

/**
 * Takes one question back, with the reason: its link ends, those who sign in no longer see it, whoever had opened it by a link is
 * asked to delete what they kept, and nobody owes an answer. The reason stays in the case. Throws NotFound and NotAllowed. [E01]
 */
export async function withdrawEnquiry(
  context: Context,
  { reference, enquiryReference, because }: { reference: string; enquiryReference: string; because: string },
): Promise<"withdrawn" | "answered" | "withdrawn-already"> {
  const { database, now, viewer, audit } = context;
  const kase = await caseByReference(context, reference);
  requireAct(viewer, "send-enquiry", { authorityId: kase.authorityId, areaId: kase.areaId });
  const enquiry = await enquiryByReference(context, enquiryReference);
  if (enquiry.caseId !== kase.id) throw new NotFound();
  const outcome = await endQuestion(database, enquiry.id, now);
  if (outcome !== "withdrawn") return outcome;
  await asTheProgram(context, (program) => endPassedOn(program.database, { enquiryId: enquiry.id }, now));
  const opened = await endLinksOf(database, enquiry.id, now);
  const { authorityId, askedBy: council } = enquiry;
  for (const to of opened)
    await postEmail(context, {
      authorityId,
      council,
      to,
      about: "question-ended",
      reference: enquiryReference,
    });
  await recordFact(context, kase.id, {
    kind: "enquiry-withdrawn",
    details: { to: enquiry.toKind, enquiryId: enquiry.id, because },
  });
  await audit({
    ...{ act: "withdrew question", subject: "enquiry", subjectId: enquiry.id },
    ...{ childId: kase.childId, authorityId: kase.authorityId, details: { told: opened.length } },
  });
  return "withdrawn";
}
