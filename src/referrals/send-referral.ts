import { requireAct } from "../access/index.ts";
import {
  addressesOf,
  type Basic,
  type ChildRecord,
  childRecord,
  lastKnown,
  missingBasicsOf,
} from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { forgetDraft } from "../drafts/index.ts";
import { type Answers, type FormDefinition, sectionsOf } from "./form-definition.ts";
import type { ReferralContent } from "./referral.ts";
import { draftSubject } from "./referral-draft.ts";
import { waitingReferralOf } from "./referrals.store.ts";
import { takeInReferral } from "./take-in-referral.ts";

export type ReferralSent =
  | { reference: string }
  | { refused: "already-sent"; reference: string }
  /** What the school must do first: only where nobody fears for the pupil. */
  | { refused: "steps-missing" };

/**
 * Sends a school's referral of one of its pupils: kept as it was sent, with a word to the sender, and the draft
 * forgotten. A pupil has one waiting referral from a school at a time. [D01] [A01]
 * @throws NotFound for a pupil whom the viewer may not know of, NotAllowed for one of another school.
 */
export async function sendReferral(
  context: Context,
  asked: { definition: FormDefinition; childId: number; answers: Answers },
): Promise<ReferralSent> {
  const { database, viewer } = context;
  const { definition, childId, answers } = asked;
  const child = await childRecord(database, childId);
  if (!child?.schoolId || !child.schoolAuthorityId) throw new NotFound();
  const { schoolId, schoolAuthorityId: authorityId } = child;
  requireAct(viewer, "make-referral", { schoolId });
  if ((definition.refusedFor?.(answers) ?? []).length > 0) return { refused: "steps-missing" };
  const waiting = await waitingReferralOf(database, childId, schoolId);
  if (waiting) return { refused: "already-sent", reference: waiting };
  const content = contentOf(definition, child, answers, {
    address: lastKnown(await addressesOf(database, childId)),
    senderName: viewer.name,
  });
  const { form } = definition;
  const { reference } = await takeInReferral(context, "sent referral", {
    ...{ form, authorityId, areaId: child.schoolAreaId, schoolId, childId, content },
  });
  for (const { slug } of definition.steps) await forgetDraft(context, form, draftSubject(childId, slug));
  return { reference };
}

function contentOf(
  definition: FormDefinition,
  child: ChildRecord,
  answers: Answers,
  known: { address: { lines: string; hidden: boolean } | undefined; senderName: string },
): ReferralContent {
  const text = (name: string) => String(answers[name] ?? "");
  const { forename, surname, sex, upn, postcode, dateOfBirth, schoolName } = child;
  const former = child.names.find(({ kind }) => kind === "former" || kind === "other");
  const address = known.address && !known.address.hidden ? known.address.lines : text("address");
  return {
    child: {
      ...{ forename, surname, sex, upn, postcode, address },
      otherSurname: former?.surname ?? "",
      formerUpn: child.identifiers.find(({ kind }) => kind === "former-upn")?.value ?? null,
      dateOfBirth: dateOfBirth?.toString() ?? null,
    },
    missing: stillMissing(child, answers),
    answers,
    sections: sectionsOf(definition, child, answers),
    urgent: answers["urgent"] === "yes",
    concern: answers["concern"] === "yes",
    sender: {
      name: known.senderName,
      position: text("position"),
      phone: text("phone"),
      schoolName: schoolName ?? "",
    },
  };
}

/** The basics that neither the record nor the form gives. [A01] */
export function stillMissing(child: ChildRecord, answers: Answers): Basic[] {
  const gp = child.particulars.find((told) => told.gp)?.gp ?? null;
  const given: Partial<Record<Basic, unknown>> = {
    address: answers["address"],
    carer: answers["carer"],
    gp: answers["gp"],
  };
  return missingBasicsOf({ ...child, gp }).filter((basic) => !given[basic]);
}
