import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";
import { momentNamed, plainDetails } from "./fact-pattern-file.ts";
import type { Obligation } from "./obligation.ts";
import { obligationsOf } from "./obligations.ts";
import { proceduresOf } from "./procedures-of.ts";

const england = shipped.filter(({ procedure }) => procedure === "england");
const moment = (words: string) => momentNamed(words) as Temporal.Instant;
const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(),
  authorities: new Map([[1, { called: "Eastmarsh", spans: england[0]?.exampleTerms ?? [] }]]),
};

type Told = [at: string, kind: FactKind, details?: Record<string, unknown>];
function owedIn(procedure: string, now: string, ...told: Told[]): Obligation[] {
  const facts = told.map(([at, kind, details], place) => ({
    ...{ id: place + 1, kind, happenedAt: moment(at), madeAt: moment(at) },
    details: { ...plainDetails(kind, at.slice(0, 10)), ...details },
  })) as CaseFact[];
  const procedures = proceduresOf(shipped, { authorityId: 1, procedure });
  return obligationsOf({ procedures, facts, calendars, place: { authorityId: 1 }, now: moment(now) });
}
const idsOf = (owed: readonly Obligation[]) => owed.map(({ id }) => id);

test.each([
  ["return-sent", { about: "deletion" }],
  ["return-sent", { about: "home-education" }],
  ["referral-received", { form: "cme1" }],
] as const)(
  "a removal asks for no return when the authority was told before it, by %s %o [C18 partly]",
  (kind, details) => {
    const removed: Told = ["2026-03-04 10:00", "removed-from-roll"];
    const told: Told = ["2026-03-03 10:00", kind, details];
    expect(idsOf(owedIn("norfolk", "2026-03-06", removed))).toContain("send-deletion-return");
    expect(idsOf(owedIn("norfolk", "2026-03-06", told, removed))).not.toContain("send-deletion-return");
  },
);

test("on another roll, a pupil who is removed again needs another return [C18 partly]", () => {
  const owed = owedIn(
    "norfolk",
    "2026-06-01",
    ["2026-03-03 10:00", "return-sent", { about: "deletion" }],
    ["2026-03-04 10:00", "removed-from-roll"],
    ["2026-04-14 10:00", "pupil-admitted"],
    ["2026-05-15 10:00", "removed-from-roll"],
  ).filter(({ id }) => id === "send-deletion-return");
  expect(owed.map(({ state, dueOn }) => [state, String(dueOn)])).toEqual([["overdue", "2026-05-15"]]);
});

test("an absence that was over asks nothing when the pupil is sick later", () => {
  const owed = owedIn(
    "norfolk",
    "2026-05-20",
    ["2026-03-03 09:00", "absence-began", { reason: "unexplained", protectionPlan: true }],
    ["2026-03-05 09:00", "pupil-returned"],
    ["2026-04-14 09:00", "absence-began", { reason: "sickness" }],
  ).filter(
    ({ procedure, startedAt }) => procedure === "england" && startedAt.equals(moment("2026-04-14 09:00")),
  );
  expect(idsOf(owed)).toEqual(["send-sickness-return"]);
});

test("each breach of an order is weighed, and prosecuted within six months of itself, or not at all [C23] [E08]", () => {
  const order: Told[] = [
    ["2026-02-02 10:00", "case-opened", { address: "inside" }],
    ["2026-03-02 10:00", "attendance-order-made"],
    ["2026-04-20 10:00", "attendance-order-breached"],
  ];
  const states = (now: string, ...told: Told[]) =>
    owedIn("norfolk", now, ...order, ...told)
      .filter(({ id }) => id === "weigh-breach" || id === "begin-proceedings")
      .map(({ id, state, dueOn }) => `${id} ${state} ${dueOn}`);
  expect(states("2026-04-21")).toEqual([
    "weigh-breach open 2026-05-05",
    "begin-proceedings waiting 2026-10-20",
  ]);
  const weighed = (decided: string): Told => ["2026-05-05 16:00", "order-breach-weighed", { decided }];
  expect(states("2026-05-06", weighed("both"))).toEqual([
    "weigh-breach met 2026-05-05",
    "begin-proceedings open 2026-10-20",
  ]);
  expect(states("2026-10-21 00:00", weighed("prosecution"))).toContain(
    "begin-proceedings overdue 2026-10-20",
  );
  expect(states("2026-05-06", weighed("supervision-order"))).toContain(
    "begin-proceedings no-longer-needed 2026-10-20",
  );
  // Decided to do nothing, and breached again: that one is weighed by itself.
  const again: Told = ["2026-09-07 10:00", "attendance-order-breached"];
  expect(states("2026-09-08", weighed("neither"), again)).toEqual([
    ...["weigh-breach met 2026-05-05", "begin-proceedings no-longer-needed 2026-10-20"],
    ...["weigh-breach open 2026-09-21", "begin-proceedings waiting 2027-03-07"],
  ]);
});

test("a parent who shows suitable education is served no second notice [E08 partly]", () => {
  const owed = owedIn(
    "norfolk",
    "2026-05-20",
    ["2026-02-02 10:00", "case-opened", { address: "inside" }],
    ["2026-03-02 10:00", "attendance-order-started"],
    ["2026-03-03 10:00", "order-notice-served"],
    ["2026-03-12 10:00", "education-shown-suitable"],
  ).filter(({ clause }) => clause.startsWith("EA 1996"));
  expect(owed.map(({ id, state }) => [id, state])).toEqual([
    ["serve-order-notice", "met"],
    ["hear-parent", "met"],
  ]);
});

test("where the law is shorter than the local time, both are owed and the law's ends first [C18 partly]", () => {
  const owed = owedIn("norfolk", "2026-03-03 11:00", ["2026-03-03 10:00", "removed-from-roll"]);
  const due = (id: string) => String(owed.find((each) => each.id === id)?.dueOn);
  expect([due("send-deletion-return"), due("send-cme1")]).toEqual(["2026-03-03", "2026-03-17"]);
});

test.each(["norfolk", "oxfordshire"])(
  "in %s nobody visits the family while a forced marriage is suspected [E04 partly]",
  (procedure) => {
    const owed = owedIn(
      procedure,
      "2026-03-04 12:00",
      ["2026-03-02 10:00", "case-opened", { address: "inside" }],
      ["2026-03-03 10:00", "visit-requested", { urgent: true }],
      ["2026-03-04 10:00", "concern-raised", { about: "forced-marriage" }],
    );
    const visits = owed.filter(({ act }) => act === "visit-family");
    expect(visits.map(({ state }) => state)).toEqual(["suspended"]);
    expect(idsOf(owed)).toContain("refer-forced-marriage");
  },
);

test("the parts of the 2026 Act that are not commenced ask nothing of anybody, and are there", () => {
  const off = england.flatMap(({ rules }) => rules.filter(({ commences }) => commences === "not-commenced"));
  expect(off.map(({ id }) => id)).toEqual(["register-child-not-in-school", "ask-to-visit-registered-child"]);
  const owed = owedIn(
    "norfolk",
    "2026-06-01",
    ["2026-03-03 10:00", "home-education-notified"],
    ["2026-03-09 10:00", "home-education-registered"],
  );
  expect(idsOf(owed)).toContain("send-home-education-return");
  for (const { id } of off) expect(idsOf(owed)).not.toContain(id);
});
