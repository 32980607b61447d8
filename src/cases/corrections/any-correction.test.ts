import fc from "fast-check";
import { expect, test } from "vitest";
import { anyHistory, fact, inventedCalendars, moment } from "../../../test/support/invented-history.ts";
import { shipped } from "../../../test/support/shipped.ts";
import { atFirst, circumstancesAfter } from "../../procedures/circumstances.ts";
import { type CaseFact, proceduresOf } from "../../procedures/index.ts";
import { mayHappen } from "../../procedures/scenes.ts";
import { standingOf } from "../standing.ts";
import { correctableKind } from "./correct-on-case.ts";

/** What is put right on the pages of the slices that keep more beside it. */
const putRightElsewhere: readonly string[] = [
  ...[
    "visit-made",
    "letter-sent",
    "enquiry-answered",
    "referrer-told",
    "order-notice-served",
    "attendance-order-started",
  ],
  ...[
    "education-shown-suitable",
    "attendance-order-made",
    "attendance-order-breached",
    "order-breach-weighed",
  ],
];
const nothingElsewhere = { letters: [], elsewhere: [] };
const isCorrectable = (fact: CaseFact) =>
  putRightElsewhere.includes(fact.kind) || correctableKind(fact, nothingElsewhere) !== undefined;

/** Any history in which a case was opened on its first day and which the program allows. */
const anyCase = anyHistory.map(([referral, ...rest]) => {
  const opened = fact(2, (referral as CaseFact).happenedAt.add({ minutes: 1 }), "case-opened", {
    ...{ reason: "moved", missingSince: null, address: "inside" },
  });
  const facts: CaseFact[] = [];
  let now = atFirst;
  for (const each of [referral as CaseFact, opened, ...rest]) {
    if (!mayHappen(each, now)) continue;
    const next = { ...each, id: facts.length + 1 };
    now = circumstancesAfter(now, next);
    facts.push(next);
  }
  return facts;
});

test("whatever is put right in an open case, somebody still owes something [C24] [G03]", () => {
  let corrected = 0;
  fc.assert(
    fc.property(
      fc.constantFrom("norfolk", "oxfordshire"),
      anyCase,
      fc.nat(),
      fc.constantFrom("not", "later"),
      (procedure, facts, which, how) => {
        const wrong = facts.filter(isCorrectable)[which % 5];
        if (!wrong) return;
        const now = (facts.at(-1)?.happenedAt ?? moment("2026-03-02")).add({ hours: 24 });
        const right = { id: facts.length + 1, madeAt: now, replaces: wrong.id };
        const note = { kind: "note-made", details: { note: "It did not happen." }, happenedAt: now } as const;
        const after = [
          ...facts,
          { ...(how === "not" ? note : { ...wrong, happenedAt: now }), ...right } as CaseFact,
        ];
        const asked = {
          procedures: proceduresOf(shipped, { authorityId: 1, procedure }),
          ...{ facts: after, calendars: inventedCalendars, place: { authorityId: 1 }, now },
        };
        const standing = standingOf(asked);
        if (!standing.open) return;
        corrected++;
        expect(standing.nextStep).toBeDefined();
      },
    ),
    { numRuns: 2_000 },
  );
  expect(corrected).toBeGreaterThan(1_000);
});
