import type { Context } from "../../context.ts";
import { dayInWords, londonDay } from "../../web/design/words.ts";
import { contentDescribed } from "../described/content-described.ts";
import type { About, Answers, FormDefinition } from "../form-definition.ts";
import { insertProgress, insertReferral } from "../referrals.store.ts";

/**
 * Takes in a concern that somebody told without an account, as the program itself (act take-in-concern). Whoever is in danger is
 * urgent and a concern; every other is a concern. It waits for an officer's decision like any referral. [D08]
 */
export async function sendConcern(
  context: Context,
  {
    definition,
    answers,
    authorityId,
  }: { definition: FormDefinition<About>; answers: Answers; authorityId: number },
): Promise<{ reference: string }> {
  const { id, reference } = await insertReferral(context, {
    ...{ form: "concern", authorityId, areaId: null, schoolId: null, childId: null },
    content: {
      ...contentDescribed(definition, answers, {
        name: "Somebody without an account",
        organisation: undefined,
      }),
      concern: true,
    },
  });
  await insertProgress(context, id, `Received on ${dayInWords(londonDay(context.now))}.`);
  await context.audit({ act: "took in concern", subject: "referral", subjectId: id, authorityId });
  return { reference };
}
