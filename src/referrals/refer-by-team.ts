import { type Act, requireAct } from "../access/index.ts";
import type { ChildRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { wholeContent } from "./referral.ts";
import { takeInReferral } from "./take-in-referral.ts";

/** What a team found in its own work: question and answer, under a title. */
export type FoundByTeam = { title: string; rows: { asked: string; answered: string }[] };

/**
 * Refers a child on record whom a team of the council found to be missing education in its own work, by the act by which the team
 * works. It waits among the referrals as any other. [F08] [E12]
 * @throws NotAllowed in another authority.
 */
export async function referByTeam(
  context: Context,
  act: Act,
  child: ChildRecord,
  { title, rows }: FoundByTeam,
): Promise<{ id: number; reference: string }> {
  const { viewer } = context;
  const { id: childId, authorityId, areaId, forename, surname, sex, upn, postcode } = child;
  requireAct(viewer, act, { authorityId });
  const organisation = viewer.posts.find((post) => post.authorityId === authorityId)?.title ?? "";
  const content = wholeContent(
    {
      sections: [{ slug: "team", title, rows }],
      sender: { name: viewer.name, position: organisation, phone: "", schoolName: "", organisation },
    },
    { forename, surname, sex, upn, postcode, dateOfBirth: child.dateOfBirth?.toString() ?? null },
  );
  const schoolId = child.schoolAuthorityId === authorityId ? child.schoolId : null;
  return takeInReferral(context, "sent referral", {
    ...{ form: "team", authorityId, areaId, schoolId, childId, content },
  });
}
