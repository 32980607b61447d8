import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { enquiryByReference } from "./answer-enquiry.ts";
import { insertEnquiry, passedOnFrom } from "./enquiries.store.ts";
import { schoolsOf } from "./recipients.store.ts";

/**
 * Passes a question asked of the viewer's authority on to one of its schools, with what was disclosed and no more. Throws
 * NotFound and NotAllowed. [B08] (N3.1.2, O5.1)
 */
export async function passOn(
  context: Context,
  reference: string,
  { schoolId }: { schoolId: number },
): Promise<
  { reference: string } | { refused: "taken-back" | "answered" | "already-asked" | "not-our-school" }
> {
  const { database, viewer, now } = context;
  const enquiry = await enquiryByReference(context, reference);
  requireAct(viewer, "answer-enquiry", { authorityId: enquiry.toAuthorityId ?? 0 });
  if (enquiry.withdrawnAt) return { refused: "taken-back" };
  if (enquiry.answeredAt) return { refused: "answered" };
  const authorityId = enquiry.toAuthorityId ?? 0;
  const school = (await schoolsOf(database, authorityId)).find(({ id }) => id === schoolId);
  if (!school) return { refused: "not-our-school" };
  const before = await passedOnFrom(database, enquiry.id);
  if (before.some(({ toSchoolId, answeredAt }) => toSchoolId === schoolId && !answeredAt))
    return { refused: "already-asked" };
  const sent = await insertEnquiry(database, {
    caseId: null,
    parentId: enquiry.id,
    onBehalfOf: enquiry.authorityId,
    authorityId,
    areaId: null,
    toKind: "school",
    to: { kind: "school", id: schoolId },
    question: "Is this child on your roll?",
    disclosed: enquiry.disclosed,
    lawfulBasis: enquiry.lawfulBasis,
    askedAt: now,
    dueAt: enquiry.dueAt ?? undefined,
    madeBy: viewer.personId,
  });
  await context.audit({ act: "passed on enquiry", subject: "enquiry", subjectId: sent.id, authorityId });
  return { reference: sent.reference };
}
