import { requireAct } from "../access/index.ts";
import { caseByReference, recordFacts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { enquiryByReference } from "./answer-enquiry.ts";
import { sendAnswerLinks } from "./by-link/send-answer-links.ts";
import { type Enquiry, type Recipient, standingOf } from "./enquiry.ts";

/**
 * Asks one who is silent again, by a new e-mail with a new link; the older link ends. A note in the case says so. Throws
 * NotFound and NotAllowed. [E01]
 */
export async function askAgain(
  context: Context,
  { reference, enquiryReference }: { reference: string; enquiryReference: string },
): Promise<"asked" | "closed" | "not-silent" | "no-address"> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "send-enquiry", { authorityId: kase.authorityId, areaId: kase.areaId });
  const enquiry = await enquiryByReference(context, enquiryReference);
  if (enquiry.caseId !== kase.id) throw new NotFound();
  if (!kase.open) return "closed";
  if (standingOf(enquiry, context.now) !== "silent") return "not-silent";
  const asked = [{ id: enquiry.id, reference: enquiry.reference, recipient: recipientOf(enquiry) }];
  const sent = await sendAnswerLinks(context, {
    authorityId: kase.authorityId,
    asked,
    about: "question-again",
  });
  if (sent.length === 0) return "no-address";
  const note = `${enquiry.to} was asked again (${enquiry.reference}): no answer had come.`;
  await recordFacts(context, kase.id, [{ kind: "note-made", details: { note } }]);
  await context.audit({
    ...{ act: "asked again", subject: "enquiry", subjectId: enquiry.id },
    ...{ childId: kase.childId, authorityId: kase.authorityId },
  });
  return "asked";
}

/** Whom an enquiry went to, as a row of the tables of authorities, schools or agencies. */
export function recipientOf({ toAgencyId, toAuthorityId, toSchoolId }: Enquiry): Recipient {
  if (toAgencyId !== null) return { kind: "agency", id: toAgencyId };
  if (toSchoolId !== null) return { kind: "school", id: toSchoolId };
  return { kind: "authority", id: toAuthorityId ?? 0 };
}
