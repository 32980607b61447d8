import { describe, expect, test } from "vitest";
import { fact, moment } from "../../test/support/invented-history.ts";
import { shipped } from "../../test/support/shipped.ts";
import { type CaseFact, closingOutcomes, mayClose, outcomes } from "./index.ts";

const procedures = shipped.filter(({ procedure }) => procedure === "norfolk");
const now = moment("2026-03-31");
const confirmedBy = "Ms Okoro, school office (invented)";

const opened = [
  fact(1, moment("2026-03-02"), "referral-received", { form: "cme1", urgent: false, concern: false }),
  fact(2, moment("2026-03-03"), "case-opened", { reason: "moved", missingSince: null, address: "inside" }),
];
const onRoll = fact(3, moment("2026-03-10"), "roll-confirmed", {
  schoolName: "Westbrook School",
  startedOn: "2026-03-09",
  confirmedBy,
});
const proofs: Record<string, CaseFact> = {
  "on-roll": onRoll,
  "suitable-education": fact(3, moment("2026-03-10"), "provision-confirmed", {
    provider: "Harbour Tuition",
    startedOn: "2026-03-09",
    confirmedBy,
  }),
  "home-education": fact(3, moment("2026-03-10"), "home-education-registered", {
    registeredOn: "2026-03-09",
  }),
  "left-area": fact(3, moment("2026-03-10"), "left-area-confirmed", { whereTo: "Westmarsh", confirmedBy }),
  "not-of-age": fact(3, moment("2026-03-10"), "school-age-ruled-out", {
    age: "over",
    knownBy: "the birth certificate",
  }),
  died: fact(3, moment("2026-03-10"), "death-confirmed", { confirmedBy }),
};

describe.each(outcomes)("closing a case as %s", (outcome) => {
  test("is allowed with the fact that proves it, and with no other [C24]", () => {
    for (const [proves, proof] of Object.entries(proofs)) {
      const answer = mayClose(procedures, [...opened, proof], outcome, now);
      expect(answer.allowed).toBe(proves === outcome);
    }
  });

  test("is refused without proof, with the reason, the clause and what is needed [C24]", () => {
    const way = procedures.flatMap(closingOutcomes).find((each) => each.outcome === outcome);
    expect(mayClose(procedures, opened, outcome, now)).toEqual({
      allowed: false,
      reason: expect.stringContaining(way?.says ?? "nothing"),
      // No document names the two ends of the duty itself.
      clause: outcome === "not-of-age" || outcome === "died" ? "EA 1996 s436A" : "N3.1.2",
      needs: proofs[outcome]?.kind,
    });
  });
});

test("a refusal says in plain words what to record first [C24]", () => {
  expect(mayClose(procedures, opened, "on-roll", now)).toMatchObject({
    reason:
      "This case cannot be closed yet: nothing on it shows that the child is on a school roll. First record the confirmation that the child is on a roll.",
  });
});

test("a case that is not open cannot be closed [C24]", () => {
  const closed = fact(4, moment("2026-03-11"), "case-closed", { outcome: "on-roll" });
  expect(mayClose(procedures, opened.slice(0, 1), "on-roll", now)).toMatchObject({ allowed: false });
  expect(mayClose(procedures, [...opened, onRoll, closed], "on-roll", now)).toMatchObject({
    reason: "This case is not open, so it cannot be closed.",
  });
});

test("a reopened case needs a new proof [C24]", () => {
  const closed = fact(4, moment("2026-03-11"), "case-closed", { outcome: "on-roll" });
  const reopened = fact(5, moment("2026-03-12"), "case-reopened", {
    why: "Never arrived",
    address: "unknown",
  });
  expect(mayClose(procedures, [...opened, onRoll, closed, reopened], "on-roll", now).allowed).toBe(false);
});

test("what was confirmed before the referral was sent back proves nothing of the case opened later [C24]", () => {
  const [referred, open] = opened;
  const redirected = fact(4, moment("2026-03-11"), "referral-redirected", { to: "attendance-procedure" });
  const facts = [
    referred,
    onRoll,
    redirected,
    { ...open, id: 5, happenedAt: moment("2026-03-12") },
  ] as CaseFact[];
  expect(mayClose(procedures, facts, "on-roll", now).allowed).toBe(false);
});

test("a place that was not taken up overtakes the proof, and a corrected proof proves nothing [C23] [C24]", () => {
  const refused = fact(4, moment("2026-03-20"), "place-not-taken-up", { schoolName: "Westbrook School" });
  expect(mayClose(procedures, [...opened, onRoll, refused], "on-roll", now).allowed).toBe(false);
  const corrected = fact(4, moment("2026-03-20"), "note-made", { note: "Another child" }, { replaces: 3 });
  expect(mayClose(procedures, [...opened, onRoll, corrected], "on-roll", now).allowed).toBe(false);
});

test("an unsuitable home education proves nothing until it is registered anew [C24] [F08]", () => {
  const registered = proofs["home-education"] as CaseFact;
  const unsuitable = fact(4, moment("2026-03-17"), "home-education-reviewed", { view: "unsuitable" });
  const again = fact(5, moment("2026-03-24"), "home-education-registered", { registeredOn: "2026-03-24" });
  const allowed = (...facts: CaseFact[]) =>
    mayClose(procedures, [...opened, registered, ...facts], "home-education", now).allowed;
  expect(allowed()).toBe(true);
  expect(allowed(unsuitable)).toBe(false);
  expect(allowed(unsuitable, again)).toBe(true);
  expect(allowed(fact(4, moment("2026-03-17"), "home-education-ended", {}))).toBe(false);
});
