import type { Chance } from "../lives/index.ts";
import { type Coming, daysAfter, type Leaver, lastWeeks, morningOf } from "../lives/index.ts";
import type { DetailsOf, Procedure } from "../procedures/index.ts";
import type { MissingInCounty } from "./missing-in-county.ts";

/** How the work on a child of the county begins, though nobody owes it: what its school or another authority notices. */
export function beginningInCounty(
  child: MissingInCounty,
  pupil: Leaver,
  procedures: readonly Procedure[],
  chance: Chance,
): Coming[] {
  const at = morningOf(child.on);
  const bySchool = "school-attendance-officer" as const;
  switch (child.begins) {
    case "left-school": {
      // A child who changes school in the year is expected nowhere: only Reception and Year 7 begin together.
      const left = { on: child.on, ground: child.ground === "A" ? null : child.ground };
      return andFound(lastWeeks({ ...pupil, left }, procedures, chance), at, chance);
    }
    case "not-arrived":
      return andFound(
        [{ at, made: [{ kind: "starter-not-arrived", details: { intake: "normal" }, by: bySchool }] }],
        at,
        chance,
      );
    case "absent": {
      const reason = child.truth.home === "known-address" ? "unexplained" : "left-without-notice";
      const back: Coming = {
        at: daysAfter(at, [6, 60], chance),
        made: [{ kind: "pupil-returned", details: {}, by: bySchool }],
      };
      const began = {
        kind: "absence-began" as const,
        details: { reason, protectionPlan: chance() < 0.08 } as const,
      };
      return [{ at, made: [{ ...began, by: bySchool }] }, ...(reason === "unexplained" ? [back] : [])];
    }
    case "taught-at-home":
      return [{ at, made: [{ kind: "home-education-notified", details: {}, by: bySchool }] }];
    case "moved-in":
      return [referred(chance() < 0.6 ? "notice" : "memo", daysAfter(at, [2, 25], chance))];
  }
}

/** Whom no school refers is found when lists are compared. */
function andFound(coming: readonly Coming[], left: Temporal.Instant, chance: Chance): Coming[] {
  const last = coming.at(-1)?.at ?? left;
  return [
    ...coming,
    { ...referred("comparison", daysAfter(last, [20, 45], chance)), only: "before-referral" },
  ];
}

function referred(form: DetailsOf<"referral-received">["form"], at: Temporal.Instant): Coming {
  return { at, made: [{ kind: "referral-received", details: { form, urgent: false, concern: false } }] };
}
