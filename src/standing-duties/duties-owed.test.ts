import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { bankHolidaysOfEngland, type Calendars, startOf } from "../calendar/index.ts";
import type { CaseFact, Obligation, OwnVersion, Procedure, Rule } from "../procedures/index.ts";
import { dutiesOwed } from "./duties-owed.ts";
import type { StandingTask } from "./standing-duty.ts";

const day = (iso: string) => Temporal.PlainDate.from(iso);
const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(),
  authorities: new Map([
    [
      1,
      {
        called: "Eastmere",
        spans: [
          { kind: "term", from: day("2026-09-02"), until: day("2026-12-18") },
          { kind: "term", from: day("2027-01-04"), until: day("2027-03-24") },
          { kind: "term", from: day("2027-04-12"), until: day("2027-07-21") },
        ],
      },
    ],
  ]),
};

type Made = (id: number) => CaseFact;
const fact = (on: string, said: Pick<CaseFact, "kind" | "details">): Made => {
  const at = startOf(day(on));
  return (id) => ({ ...said, id, happenedAt: at, madeAt: at }) as CaseFact;
};
const began = (on: string) => fact(on, { kind: "duties-began", details: {} });
const census = (on: string) => fact(on, { kind: "census-day", details: {} });
const done = (on: string, task: StandingTask) => fact(on, { kind: "duty-done", details: { task } });
const history = (...made: Made[]) => made.map((make, place) => make(place + 1));

function owed(
  rule: string,
  given: CaseFact[],
  now: string,
  procedures: readonly Procedure[] = shipped,
  by = "norfolk",
) {
  const authority = { id: 1, procedure: by };
  const at = Temporal.Instant.from(now);
  return dutiesOwed({ procedures, authority, facts: given, calendars, now: at })
    .filter(({ id }) => id === rule)
    .map(({ version, state, dueOn }: Obligation) => `${version} ${state} ${dueOn}`);
}

test("the register goes to the areas every month and the list to partners every term [C27]", () => {
  const given = history(
    began("2026-09-15"),
    done("2026-10-12", "register-to-areas"),
    done("2026-12-01", "list-to-partners"),
  );
  expect(owed("send-register-to-areas", given, "2026-11-20T12:00:00Z")).toEqual([
    "1 met 2026-10-15",
    "1 overdue 2026-11-15",
  ]);
  expect(owed("send-list-to-partners", given, "2026-12-02T12:00:00Z")).toEqual([
    "1 met 2026-12-18",
    "1 open 2027-03-24",
  ]);
});

test("children in their last compulsory year are handed to the 16+ service every month [B09 partly]", () => {
  const given = history(began("2026-09-30"), done("2026-10-14", "last-year-to-16-plus"));
  expect(owed("hand-last-year-to-16-plus", given, "2026-11-30T23:59:00Z")).toEqual([
    "1 met 2026-10-30",
    "1 due-soon 2026-11-30",
  ]);
});

test("schools and partners are reminded of their duties: in Oxfordshire each term, in Norfolk each year [C29]", () => {
  const given = history(began("2026-09-15"));
  const late = "2026-12-19T00:00:00Z";
  expect(owed("remind-of-duties", given, late, shipped, "oxfordshire")).toEqual(["1 overdue 2026-12-18"]);
  expect(owed("remind-schools", given, late)).toEqual(["1 open 2027-09-15"]);
});

test("each census day asks for a return, whatever procedure the authority works to", () => {
  const given = history(
    began("2026-09-15"),
    census("2026-10-01"),
    done("2026-10-20", "return-to-government"),
    census("2027-01-21"),
  );
  for (const by of ["norfolk", "oxfordshire"])
    expect(owed("return-to-government", given, "2027-01-22T12:00:00Z", shipped, by)).toEqual([
      "1 met 2026-10-29",
      "1 open 2027-02-18",
    ]);
});

const norfolk = shipped.find(({ procedure }) => procedure === "norfolk") as Procedure;
const register = norfolk.rules.find(({ id }) => id === "send-register-to-areas") as Rule;

/** Eastmere's own version, in force from 1 December: the register every fortnight, a new report, and no list to partners. */
const own: OwnVersion = {
  ...norfolk,
  ...{ version: "2", authorityId: 1, inForceFrom: day("2026-12-01") },
  followedFrom: Temporal.Instant.from("2026-11-20T10:00:00Z"),
  rules: norfolk.rules
    .filter(({ id }) => id !== "send-list-to-partners")
    .map(
      (rule): Rule =>
        rule === register ? { ...rule, within: { ...rule.within, count: 2, unit: "weeks" } } : rule,
    )
    .concat({ ...register, id: "new-report", ends: register.ends.map((end) => ({ ...end, details: [] })) }),
};

test("what began under a version is owed by it until it is done; the next time is counted by the new version [C27]", () => {
  const given = history(began("2026-09-15"), done("2026-10-15", "register-to-areas"), began("2026-12-01"));
  expect(owed("send-register-to-areas", given, "2026-12-02T12:00:00Z", [...shipped, own])).toEqual([
    "1 met 2026-10-15",
    "1 overdue 2026-11-15",
  ]);
  const sent = [...given, done("2026-12-03", "register-to-areas")(4)];
  const after = owed("send-register-to-areas", sent, "2026-12-04T12:00:00Z", [...shipped, own]);
  expect(after.slice(0, 2)).toEqual(["1 met 2026-10-15", "1 met-late 2026-11-15"]);
  expect(after.slice(2).map((each) => each.split(" ")[0])).toEqual(["2"]);
});

test("what a new version asks for the first time is counted from its own day, not from years before [C29]", () => {
  const given = history(began("2026-09-15"), began("2026-12-01"));
  expect(owed("new-report", given, "2026-12-02T12:00:00Z", [...shipped, own])).toEqual(["2 open 2027-01-01"]);
});

test("what a new version leaves out is still owed where it had begun, and not begun again [C29]", () => {
  const given = history(began("2026-09-15"), began("2026-12-01"));
  expect(owed("send-list-to-partners", given, "2026-12-02T12:00:00Z", [...shipped, own])).toEqual([
    "1 open 2026-12-18",
  ]);
  const sent = [...given, done("2026-12-10", "list-to-partners")(3)];
  expect(owed("send-list-to-partners", sent, "2026-12-12T12:00:00Z", [...shipped, own])).toEqual([
    "1 met 2026-12-18",
  ]);
});

test("what was done last before the work began begins the next time, and for a term is done for its term [C27] [C29]", () => {
  const before = (...made: Made[]) => history(began("2026-11-03"), ...made);
  const asked = (rule: string, given: CaseFact[]) => owed(rule, given, "2026-11-20T12:00:00Z");
  // Nobody has said anything: all count from the day on which the program came.
  expect(asked("send-register-to-areas", before())).toEqual(["1 open 2026-12-03"]);
  expect(asked("report-to-management", before())).toEqual(["1 open 2027-11-03"]);
  expect(asked("send-list-to-partners", before())).toEqual(["1 open 2026-12-18"]);
  const said = before(
    done("2026-10-26", "register-to-areas"),
    done("2025-12-10", "annual-report"),
    done("2026-10-09", "list-to-partners"),
    done("2026-07-10", "unofficial-exclusions-reported"),
  );
  expect(asked("send-register-to-areas", said)).toEqual(["1 open 2026-11-26"]);
  expect(asked("report-to-management", said)).toEqual(["1 open 2026-12-10"]);
  expect(asked("send-list-to-partners", said)).toEqual(["1 met 2026-12-18", "1 open 2027-03-24"]);
  // In a term before those that are known: this one is owed.
  expect(asked("report-unofficial-exclusions", said)).toEqual(["1 open 2026-12-18"]);
  // It begins nothing else: what the areas owed of a register before is not owed here.
  expect(asked("collect-area-updates", said)).toEqual([]);
  expect(asked("inspect-registers", said)).toEqual(["1 open 2027-11-03"]);
  const sent = [...said, done("2026-11-18", "register-to-areas")(9)];
  expect(asked("send-register-to-areas", sent)).toEqual(["1 met 2026-11-26", "1 open 2026-12-26"]);
  expect(asked("collect-area-updates", sent)).toEqual(["1 open 2026-12-02"]);
  const wrong = {
    ...fact("2026-11-19", { kind: "note-made", details: { note: "Another list." } })(10),
    replaces: 2,
  };
  expect(asked("send-register-to-areas", [...said, wrong as CaseFact])).toEqual(["1 open 2026-12-03"]);
});

test("an authority of which nothing is on record owes nothing yet", () => {
  expect(owed("send-register-to-areas", [], "2026-12-02T12:00:00Z")).toEqual([]);
});
