import { postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { referFromSweep } from "../referrals/index.ts";
import { sweepToRun } from "./meet-child.ts";
import { meetingAmong } from "./record-outcome.ts";
import { insertSweepReferral, meetingsOf } from "./sweeps.store.ts";

/**
 * Refers a child whom a sweep met as missing education, in one press (acts run-sweep and report-child): the area's form CME3 is filled
 * from what was entered. Again, it answers the same referral. @throws NotFound, NotAllowed. [E06] [D03]
 */
export async function referMetChild(
  context: Context,
  { reference, meetingId }: { reference: string; meetingId: number },
): Promise<{ reference: string }> {
  const { id, authorityId, areaId, place, area } = await sweepToRun(context, reference);
  const met = meetingAmong(await meetingsOf(context.database, id), meetingId);
  if (met.referral) return { reference: met.referral };
  const post = postsAllowing(context.viewer, "report-child").find(
    (each) => each.authorityId === authorityId && (each.areaId === null || each.areaId === areaId),
  );
  if (!post) throw new NotAllowed("report-child");
  const { forename, surname, dateOfBirth: born, age, sex, postcode, schoolSaid, reasonSaid } = met;
  const referral = await referFromSweep(
    context,
    { authorityId, areaId, title: post.title },
    {
      ...{ forename, surname, born, age, sex, postcode, school: schoolSaid, metOn: dayOf(met.metAt) },
      information: [
        `Met in truancy sweep ${reference} at ${place}, ${area}.`,
        reasonSaid && `What was said: ${reasonSaid}`,
      ]
        .filter(Boolean)
        .join(" "),
    },
  );
  await insertSweepReferral(context, meetingId, referral);
  await context.audit({ act: "referred child met in sweep", subject: "sweep", subjectId: id, authorityId });
  return { reference: referral.reference };
}
