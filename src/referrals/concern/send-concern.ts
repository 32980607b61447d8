import type { Context } from "../../context.ts";
import { contentDescribed } from "../described/content-described.ts";
import type { About, Answers, FormDefinition } from "../form-definition.ts";
import { takeInReferral } from "../take-in-referral.ts";

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
  const { reference } = await takeInReferral(context, "took in concern", {
    ...{ form: "concern", authorityId, areaId: null, schoolId: null, childId: null },
    content: {
      ...contentDescribed(definition, answers, {
        name: "Somebody without an account",
        organisation: undefined,
      }),
      concern: true,
    },
  });
  return { reference };
}
