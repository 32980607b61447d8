import { requireAct } from "../../access/index.ts";
import { momentWithin } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { forgetDraft } from "../../drafts/index.ts";
import type { Answers } from "../form-definition.ts";
import { joinPoliceList } from "../police/join-police-list.ts";
import { takeInReferral } from "../take-in-referral.ts";
import { contentDescribed } from "./content-described.ts";
import type { DescribedForm } from "./described-forms.ts";

/** What the draft of a form that an officer enters is kept under. */
export const draftOfEntering = (form: string): string => `enter-${form}`;

/**
 * Enters a report that came by phone, letter, e-mail or fax (act open-case): it counts from the day on which it came, and waits for
 * a decision like any other. [D02] [D08] [D09]
 * @throws NotAllowed in another authority.
 */
export async function enterReport(
  context: Context,
  { definition, answers, authorityId }: { definition: DescribedForm; answers: Answers; authorityId: number },
): Promise<{ reference: string }> {
  const { viewer, now } = context;
  requireAct(viewer, "open-case", { authorityId });
  const cameOn = Temporal.PlainDate.from(String(answers["cameOn"]));
  const { form } = definition;
  const content = contentDescribed(definition, answers, { name: viewer.name, organisation: undefined });
  const { id, reference } = await takeInReferral(context, "entered report", {
    ...{ form, authorityId, areaId: null, schoolId: null, childId: null, content },
    receivedAt: momentWithin(cameOn, now),
  });
  await joinPoliceList(context, { id, reference, form, authorityId, content });
  await forgetDraft(context, draftOfEntering(form), "new");
  return { reference };
}
