import { requireAct } from "../access/index.ts";
import { answerDueAt } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { insertEnquiry } from "./enquiries.store.ts";
import { type Disclosed, lawfulBases } from "./enquiry.ts";

/** What a comparison of lists asks a school, of a child who has no case. Days are ISO days. */
export type AskedAboutFinding = {
  findingId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number;
  question: string;
  disclosed: Pick<Disclosed, "forename" | "surname" | "dateOfBirth" | "formerSchool">;
};

/**
 * Asks a school about a child whom a comparison found, before there is a case (act send-enquiry): name and birthday are
 * disclosed, and no more. The authority's procedure says until when an answer is due. [B02] [E01] [G01]
 * @throws NotAllowed in another place; the database refuses it for a restricted child.
 */
export async function askAboutFinding(
  context: Context,
  { findingId, authorityId, areaId, schoolId, question, disclosed }: AskedAboutFinding,
): Promise<{ id: number; reference: string }> {
  const { database, viewer, now, audit } = context;
  requireAct(viewer, "send-enquiry", { authorityId, areaId });
  const enquiry = await insertEnquiry(database, {
    ...{ caseId: null, findingId, authorityId, areaId, toKind: "school", question, disclosed },
    to: { kind: "school", id: schoolId },
    lawfulBasis: lawfulBases[0],
    askedAt: now,
    dueAt: await answerDueAt(context, { authorityId, schoolId }),
    madeBy: viewer.personId,
  });
  await audit({ act: "sent enquiry", subject: "enquiry", subjectId: enquiry.id, authorityId });
  return enquiry;
}
