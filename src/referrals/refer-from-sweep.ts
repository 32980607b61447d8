import { type Post, requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { contentDescribed } from "./described/content-described.ts";
import { describedForms } from "./described/described-forms.ts";
import { takeInReferral } from "./take-in-referral.ts";

/** A child whom a truancy sweep met, as the child told it. */
export type MetInSweep = {
  forename: string;
  surname: string;
  born: Temporal.PlainDate | null;
  age: string;
  sex: string | null;
  postcode: string | null;
  school: string;
  metOn: Temporal.PlainDate;
  /** Where the child was met, and what was said. */
  information: string;
};

/**
 * Refers a child whom a sweep met and who seems to be on no roll (act report-child), as the area's own form CME3: it waits for the CME
 * officer like any other, and the case that opens knows of the sweep. [E06] [D03]
 * @throws NotAllowed when the post does not allow it.
 */
export async function referFromSweep(
  context: Context,
  { authorityId, areaId, title }: Pick<Post, "authorityId" | "areaId" | "title">,
  met: MetInSweep,
): Promise<{ id: number; reference: string }> {
  const { viewer } = context;
  requireAct(viewer, "report-child", { authorityId, areaId });
  const cme3 = describedForms.find(({ form }) => form === "cme3");
  if (!cme3) throw new Error("There is no form CME3");
  const { forename, surname, age, school, information } = met;
  const answers = {
    ...{ forename, surname, age, school, information },
    born: met.born?.toString(),
    sex: met.sex ?? undefined,
    postcode: met.postcode ?? undefined,
    ...{ lastSeen: met.metOn.toString(), metInSweepOn: met.metOn.toString(), position: title },
  };
  return takeInReferral(context, "sent referral", {
    ...{ form: "cme3", authorityId, areaId, schoolId: null, childId: null },
    content: contentDescribed(cme3, answers, { name: viewer.name, organisation: title }),
  });
}
