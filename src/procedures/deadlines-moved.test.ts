import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { bankHolidaysOfEngland } from "../calendar/index.ts";
import { deadlinesMoved } from "./deadlines-moved.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";
import { plainDetails } from "./fact-pattern-file.ts";
import type { Procedure } from "./procedure.ts";

const norfolk = shipped.find(({ procedure }) => procedure === "norfolk") as Procedure;
const now = Temporal.Instant.from("2026-03-05T12:00Z");
const calendars = { bankHolidays: bankHolidaysOfEngland, schools: new Map(), authorities: new Map() };

/** Invented: asked on 3 March for an urgent visit, and the area has weighed its risks. */
const asked = {
  case: "KS-INVENTED-1",
  place: {},
  calendars,
  facts: [
    fact(1, "referral-received", "2026-03-02"),
    fact(2, "case-opened", "2026-03-02"),
    fact(3, "database-checked", "2026-03-03"),
    fact(4, "visit-requested", "2026-03-03", { urgent: true }),
    fact(5, "visit-risk-assessed", "2026-03-03"),
  ],
};

function fact(id: number, kind: FactKind, day: string, details: Record<string, unknown> = {}): CaseFact {
  const at = Temporal.Instant.from(`${day}T10:00Z`).add({ minutes: id });
  return {
    id,
    kind,
    happenedAt: at,
    madeAt: at,
    details: { ...plainDetails(kind, day), ...details },
  } as CaseFact;
}

function withVisit(change: Partial<Procedure["rules"][number]>): Procedure {
  const rules = norfolk.rules.map((rule) => (rule.id === "visit-urgently" ? { ...rule, ...change } : rule));
  return { ...norfolk, version: "2", rules };
}

const moved = (from: Procedure, to: Procedure) =>
  [...deadlinesMoved([asked], { from, to, now })].map(({ case: name, obligation, change, was, is }) =>
    [name, obligation, change, was?.dueOn ?? "-", is?.dueOn ?? "-"].join(" "),
  );

test("a shorter time moves the open deadline of a case that would be switched", () => {
  const sooner = withVisit({ within: { count: 2, unit: "working days", counting: "after" } });
  expect(moved(norfolk, sooner)).toEqual(["KS-INVENTED-1 visit-urgently moves 2026-03-06 2026-03-05"]);
});

test("a duty that passes to another owner is listed though its moment stays", () => {
  expect(moved(norfolk, withVisit({ role: "hub-worker" }))).toEqual([
    "KS-INVENTED-1 visit-urgently passes 2026-03-06 2026-03-06",
  ]);
});

test("a deadline that only one version sets appears or goes", () => {
  const without = { ...norfolk, rules: norfolk.rules.filter(({ id }) => id !== "visit-urgently") };
  expect(moved(norfolk, without)).toEqual(["KS-INVENTED-1 visit-urgently goes 2026-03-06 -"]);
  expect(moved(without, norfolk)).toEqual(["KS-INVENTED-1 visit-urgently appears - 2026-03-06"]);
});

test("what was done already does not move, and the same version moves nothing", () => {
  expect(moved(norfolk, norfolk)).toEqual([]);
  const checks = norfolk.rules.map((rule) =>
    rule.id === "check-database" ? { ...rule, within: { ...rule.within, count: 5 } } : rule,
  );
  expect(moved(norfolk, { ...norfolk, rules: checks })).toEqual([]);
});
