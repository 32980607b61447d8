import { concernIn, mustHear } from "./answers.ts";
import type { Assessment, Decided } from "./safeguarding.store.ts";

/**
 * Who has still to be told of the concern that an assessment raised; empty when nothing was raised, all are told, or the lead decided
 * with reasons that nobody is. A later assessment does not settle an earlier one. [E03]
 */
export function stillToTell({ answers, decisions }: Pick<Assessment, "answers" | "decisions">): Decided[] {
  const concern = concernIn(answers);
  if (!concern || decisions.some(({ decided }) => decided === "no-referral")) return [];
  return mustHear(concern).filter((agency) => !decisions.some(({ decided }) => decided === agency));
}
