import type { Procedure } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";
import type { Coming } from "./coming.ts";
import { type Made, oneOf } from "./doing.ts";
import { lastWeeks } from "./last-weeks.ts";
import type { Leaver } from "./missing-pupil.ts";
import { daysAfter, morningOf } from "./office-hours.ts";

/** How a case is worked: a few are new, some wait because nobody may approach the family, and some were forgotten. */
export type Manner = "ordinary" | "new" | "held" | "forgotten";

/** One of each in thirty, always the same children. */
export function mannerOf(nth: number): Manner {
  const place = nth % 30;
  return place === 4 ? "new" : place === 11 ? "held" : place === 17 ? "forgotten" : "ordinary";
}

/** What happens to a child before there is a case, and what nobody owes. */
export function beginningOf(
  pupil: Leaver,
  around: { procedures: readonly Procedure[]; now: Temporal.Instant; manner: Manner; chance: Chance },
): Coming[] {
  const { procedures, now, manner, chance } = around;
  const daysAgo = (days: number) => now.subtract({ hours: 24 * days });
  const form = oneOf(["comparison", "cme2"] as const, chance);
  const referred: Made = { kind: "referral-received", details: { form, urgent: false, concern: false } };
  switch (manner) {
    case "new":
      return [{ at: daysAfter(daysAgo(4), [0, 3], chance), made: [referred] }];
    case "held": {
      const at = daysAfter(daysAgo(26), [0, 14], chance);
      return [
        { at, made: [referred] },
        { at: daysAfter(at, [1, 4], chance), made: [forcedMarriage] },
      ];
    }
    default: {
      const weeks = lastWeeks(pupil, procedures, chance);
      const last = weeks.at(-1)?.at ?? morningOf(pupil.left.on);
      // Whom no school refers is found when lists are compared.
      const found: Coming = {
        at: daysAfter(last, [20, 45], chance),
        made: [referred],
        only: "before-referral",
      };
      return [...weeks, found];
    }
  }
}

const forcedMarriage: Made = {
  kind: "concern-raised",
  details: { about: "forced-marriage" },
  by: "safeguarding-lead",
};
