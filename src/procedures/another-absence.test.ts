import { expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { shipped } from "../../test/support/shipped.ts";
import { isOwedNow, obligationsOf } from "./index.ts";

const leftWithoutNotice = { reason: "left-without-notice", protectionPlan: false } as const;
const sick = { reason: "sickness", protectionPlan: false } as const;

test.each(shipped.map(({ procedure }) => procedure))(
  "%s takes an absence for sickness as what it is, not as the one without notice before it [C14] [C15]",
  (name) => {
    const owed = obligationsOf({
      procedures: shipped.filter(({ procedure }) => procedure === name),
      facts: [
        fact(1, moment("2026-03-02", "09:30"), "absence-began", leftWithoutNotice),
        fact(2, moment("2026-03-20", "10:00"), "whereabouts-sought", { found: "nothing" }),
        fact(3, moment("2026-03-23", "09:00"), "pupil-returned", {}),
        fact(4, moment("2026-05-06", "09:30"), "absence-began", sick),
      ],
      calendars: inventedCalendars,
      place: { schoolId: 7, authorityId: 1 },
      now: moment("2026-05-08", "09:00"),
    });
    // The reason for the first absence is still owed, by the school that never learned it.
    const fromBefore = ["resolve-code-n"];
    const fromSickness = ["report-absence", "ask-parents", "record-reason", "send-sickness-return"];
    const now = owed.filter(isOwedNow);
    expect(now.filter(({ id }) => ![...fromBefore, ...fromSickness].includes(id))).toEqual([]);
    for (const { id, startedBy } of now) expect(startedBy, id).toBe(fromBefore.includes(id) ? 1 : 4);
  },
);
