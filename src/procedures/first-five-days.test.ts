import { expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { shipped as procedures } from "../../test/support/shipped.ts";
import { type CaseFact, isOwedNow, nextStepOf, obligationsOf } from "./index.ts";

const owed = (names: readonly string[], facts: readonly CaseFact[], now: Temporal.Instant) =>
  obligationsOf({
    procedures: procedures.filter(({ procedure }) => names.includes(procedure)),
    facts,
    calendars: inventedCalendars,
    place: { schoolId: 7, authorityId: 1 },
    now,
  });

const absent = { reason: "unexplained", protectionPlan: false } as const;
const nobody = { reached: false, by: "telephone" } as const;
const noAnswer = { found: "no-answer", newAddress: "unknown", cardLeft: true, note: null } as const;

/** Each fact, and what comes next: who owes it, what it is called and until when. */
const days: readonly [CaseFact, role: string, id: string, due: string][] = [
  [
    fact(1, moment("2026-03-03", "09:30"), "absence-began", absent),
    "school-attendance-officer",
    "phone-family",
    "2026-03-03",
  ],
  [
    fact(2, moment("2026-03-03", "10:00"), "family-contact-tried", nobody),
    "school-attendance-officer",
    "phone-again",
    "2026-03-04",
  ],
  [
    fact(3, moment("2026-03-04", "10:00"), "family-contact-tried", nobody),
    "school-attendance-officer",
    "phone-again",
    "2026-03-05",
  ],
  [
    fact(4, moment("2026-03-05", "10:00"), "family-contact-tried", nobody),
    "school-attendance-officer",
    "refer-to-hub",
    "2026-03-06",
  ],
  [
    fact(5, moment("2026-03-06", "10:00"), "hub-referred", {}),
    "hub-lead",
    "hub-ask-admissions",
    "2026-03-09",
  ],
  [
    fact(6, moment("2026-03-09", "09:00"), "admissions-asked", { found: "nothing" }),
    "hub-lead",
    "allocate-worker",
    "2026-03-09",
  ],
  [
    fact(7, moment("2026-03-09", "11:00"), "hub-worker-allocated", {}),
    "hub-worker",
    "hub-ask-police",
    "2026-03-10",
  ],
  [
    fact(8, moment("2026-03-09", "12:00"), "enquiry-sent", { to: "health", enquiryId: 1 }),
    "hub-worker",
    "hub-ask-police",
    "2026-03-10",
  ],
  [
    fact(13, moment("2026-03-09", "12:30"), "enquiry-sent", { to: "police", enquiryId: 3 }),
    "hub-worker",
    "assess-visit-risk",
    "2026-03-11",
  ],
  [
    fact(9, moment("2026-03-10", "09:00"), "visit-risk-assessed", { risk: "low" }),
    "hub-worker",
    "visit",
    "2026-03-11",
  ],
  [
    fact(10, moment("2026-03-11", "10:00"), "visit-made", noAnswer),
    "hub-worker",
    "follow-up-visit",
    "2026-03-13",
  ],
  [
    fact(11, moment("2026-03-12", "10:00"), "enquiry-sent", { to: "social-care", enquiryId: 2 }),
    "hub-worker",
    "refer-after-visit",
    "2026-03-13",
  ],
  [
    fact(12, moment("2026-03-13", "10:00"), "referral-received", {
      form: "school-referral",
      urgent: false,
      concern: false,
    }),
    "cme-officer",
    "open-case",
    "2026-03-16",
  ],
];

test("from the first day of an absence to the CME officer, somebody owes each step [C03] [C04] [C05] [C06] [C07]", () => {
  const facts: CaseFact[] = [];
  for (const [happened, role, id, due] of days) {
    facts.push(happened);
    const owing = owed(["oxfordshire"], facts, happened.happenedAt).filter(
      ({ role }) => role !== "health" && role !== "police",
    );
    expect(nextStepOf(owing), `after ${happened.kind} (${happened.id})`).toMatchObject({ role, id });
    expect(String(nextStepOf(owing)?.dueOn)).toBe(due);
  }
});

test("one call does what the school and its authority both ask for [C01 partly] [C03]", () => {
  const facts = [
    fact(1, moment("2026-03-03", "09:08"), "register-marked", {}),
    fact(2, moment("2026-03-03", "09:08"), "absence-began", absent),
    fact(3, moment("2026-03-03", "09:12"), "absence-reported", {}),
  ];
  const asking = (given: readonly CaseFact[], now: string) =>
    owed(["oxfordshire", "school"], given, moment("2026-03-03", now)).filter(
      ({ act }) => act === "contact-family",
    );
  const called = fact(4, moment("2026-03-03", "09:30"), "family-contact-tried", {
    reached: true,
    by: "telephone",
  });
  expect(asking(facts, "09:20").map(({ procedure, id }) => [procedure, id])).toEqual([
    ["oxfordshire", "phone-family"],
    ["school", "ask-parents"],
  ]);
  expect(asking([...facts, called], "10:00").map(({ state, metBy }) => [state, metBy])).toEqual([
    ["met", 4],
    ["met", 4],
  ]);
});

test("what the authority owes for all of its children is read in its own history, and in no child's [B01 partly] [B02 partly] [B05 partly] [C29]", () => {
  const began = fact(1, moment("2026-01-05"), "duties-began", {});
  const asked = { procedures: procedures.filter(({ procedure }) => procedure === "oxfordshire") };
  const around = { calendars: inventedCalendars, place: { authorityId: 1 }, now: moment("2026-01-06") };
  const standing = obligationsOf({ ...asked, ...around, facts: [began], about: "authority" });
  expect(standing.filter(isOwedNow).map(({ id, role }) => [id, role])).toEqual([
    ["run-leavers-report", "cme-officer"],
    ["report-to-named-officer", "cme-officer"],
    ["compare-police-list", "cme-officer"],
    ["compare-health-list", "admissions-officer"],
    ["remind-of-duties", "cme-officer"],
    ["review-records", "named-officer"],
    ["annual-report", "named-officer"],
  ]);
  expect(obligationsOf({ ...asked, ...around, facts: [began] })).toEqual([]);
});
