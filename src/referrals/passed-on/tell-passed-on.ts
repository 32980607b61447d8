import type { NewFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { asTheProgram } from "../../enquiries/index.ts";
import { referralByReference } from "../referrals.store.ts";
import { appendFacts } from "./pass-on.ts";
import { holdHistoryOf, referralsOwingOf } from "./passed-on.store.ts";

/**
 * Tells the referrals of a child that were passed on, and on which something is owed, what somebody did who sees none of them: a school's
 * removal or return. What they owe of it is owed no more. [C14] [C28]
 */
export async function tellPassedOn(
  context: Context,
  childId: number,
  facts: readonly NewFact[],
): Promise<void> {
  await asTheProgram(context, async (program) => {
    for (const reference of await referralsOwingOf(program.database, childId)) {
      const referral = await referralByReference(program.database, reference);
      if (!referral) continue;
      await holdHistoryOf(program.database, referral.id);
      await appendFacts(program, referral, facts);
    }
  });
}
