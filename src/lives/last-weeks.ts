import type { Procedure } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";
import type { Coming } from "./coming.ts";
import { drawn, type Made } from "./doing.ts";
import type { Leaver } from "./missing-pupil.ts";
import { morningOf } from "./office-hours.ts";
import { groundInWords } from "./school-acts.ts";

/** What became of a child in the last weeks at a school, as the ground of the removal from its roll tells. */
export function lastWeeks(
  { schoolName, left }: Leaver,
  procedures: readonly Procedure[],
  chance: Chance,
): Coming[] {
  // Where the officer names the day of removal, nobody is removed before it is named.
  const isAdvised = procedures.some(({ rules }) => rules.some(({ act }) => act === "advise-removal"));
  const removed: Made = {
    kind: "removed-from-roll",
    details: { schoolName, ground: groundInWords(left.ground) },
  };
  const removal = { ...atSchool(left.on, removed), only: "before-removal" as const };
  const andRemoval = isAdvised ? [] : [removal];
  switch (left.ground) {
    case "A":
      return [
        atSchool(firstDayMissed(left.on), { kind: "starter-not-arrived", details: { intake: "normal" } }),
      ];
    case "F":
      return [];
    case "M":
      return [
        atSchool(left.on.subtract({ days: 18 }), { kind: "excluded-permanently", details: {} }),
        ...andRemoval,
      ];
    case "H":
    case "I": {
      const reason = left.ground === "H" || isAdvised ? "leave-overrun" : "left-without-notice";
      const details = { reason, protectionPlan: chance() < 0.08 } as const;
      const on = isAdvised ? left.on : left.on.subtract({ days: 32 });
      return [atSchool(on, { kind: "absence-began", details }), ...andRemoval];
    }
    default: {
      const destination = drawn({ "not-confirmed": 4, "abroad-not-confirmed": 1 }, chance);
      return [
        atSchool(left.on, { kind: "child-left-school", details: { schoolName, destination } }),
        ...andRemoval,
      ];
    }
  }
}

function atSchool(day: Temporal.PlainDate, made: Made): Coming {
  const onFriday = day.subtract({ days: Math.max(day.dayOfWeek - 5, 0) });
  return { at: morningOf(onFriday), made: [{ ...made, by: "school-attendance-officer" }] };
}

/** Who leaves in the summer is expected in September; anybody else a week later. */
function firstDayMissed(left: Temporal.PlainDate): Temporal.PlainDate {
  const isSummer = left.month === 7 || left.month === 8;
  return isSummer ? left.with({ month: 9, day: 4 }) : left.add({ days: 7 });
}
