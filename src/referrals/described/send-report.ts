import { type Post, requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { forgetDraft } from "../../drafts/index.ts";
import type { Answers } from "../form-definition.ts";
import { joinPoliceList } from "../police/join-police-list.ts";
import { draftSubject } from "../referral-draft.ts";
import { takeInReferral } from "../take-in-referral.ts";
import { contentDescribed } from "./content-described.ts";
import type { DescribedForm } from "./described-forms.ts";
import { agencyName } from "./reports.store.ts";

/**
 * Sends a report of a child whom the sender describes (act report-child), for the agency or authority of the post: kept as it was
 * sent, acknowledged, the draft forgotten. Which record it is about is found out by an officer. [D02] [D03] [D05] [D09]
 * @throws NotAllowed when the post does not allow it.
 */
export async function sendReport(
  context: Context,
  {
    definition,
    key,
    answers,
    post,
  }: { definition: DescribedForm; key: string; answers: Answers; post: Post },
): Promise<{ reference: string }> {
  const { database, viewer } = context;
  const { authorityId, agencyId } = post;
  requireAct(viewer, "report-child", { authorityId });
  const organisation = agencyId === null ? post.title : await agencyName(database, agencyId);
  const { form } = definition;
  const content = contentDescribed(definition, answers, { name: viewer.name, organisation });
  const { id, reference } = await takeInReferral(context, "sent referral", {
    ...{ form, authorityId, areaId: post.areaId, schoolId: null, agencyId, childId: null, content },
  });
  await joinPoliceList(context, { id, reference, form, authorityId, content });
  for (const { slug } of definition.steps) await forgetDraft(context, form, draftSubject(key, slug));
  return { reference };
}
