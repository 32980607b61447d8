import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import type { Viewer } from "../access/index.ts";
import type { Procedure } from "../procedures/index.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import { noticesOf } from "./calendar-notices.ts";
import { reachOf } from "./reach-of-terms.ts";
import { ownerOf, type TermPlace } from "./terms.store.ts";

// A procedure whose longest times are 10 school days and 3 working days, made from a shipped one.
const [first] = shipped;
const procedureOf = (
  ...within: [count: number, unit: "school days" | "terms" | "working days"][]
): Procedure => {
  const rule = first?.rules[0];
  if (!first || !rule) throw new Error("No procedure is shipped");
  return {
    ...first,
    rules: within.map(([count, unit]) => ({ ...rule, within: { count, unit, counting: "after" } })),
  };
};
const tenSchoolDays = procedureOf([3, "working days"], [10, "school days"], [5, "school days"]);

const places: TermPlace[] = [
  { code: "997", name: "Eastmere", authority: "Eastmere", authorityId: 1, schoolId: null },
  ...["Ashfield", "Brookside", "Larkmere", "Saltmarsh", "Downland"].map((name, place) => ({
    code: `997200${place}`,
    name,
    authority: "Eastmere",
    authorityId: 1,
    schoolId: place,
  })),
];
const [authority, ashfield, ...others] = places as [TermPlace, TermPlace, ...TermPlace[]];
const day = (iso: string) => Temporal.PlainDate.from(iso);
const spans = (...terms: [from: string, until: string][]): KnownSpan[] =>
  terms.map(([from, until], id) => ({ id, kind: "term", from: day(from), until: day(until) }));
const toJuly = spans(
  ["2026-09-03", "2026-12-18"],
  ["2027-01-04", "2027-03-25"],
  ["2027-04-12", "2027-07-21"],
);

const dataOfficer = viewerWith(null);
function viewerWith(schoolId: number | null): Viewer {
  const post = {
    role: "data-officer",
    title: "Data officer",
    acts: ["import-terms"],
    authorityId: 1,
  } as const;
  return { personId: 1, name: "Dana Invented", posts: [{ ...post, areaId: null, schoolId, agencyId: null }] };
}

function notices(
  today: string,
  known: [TermPlace, KnownSpan[]][],
  { procedure = tenSchoolDays, viewer = dataOfficer } = {},
) {
  const bySite = new Map(known.map(([place, of]) => [ownerOf(place), of]));
  const shown = places.filter((place) => bySite.has(ownerOf(place)) || place === authority);
  const now = Temporal.Instant.from(`${today}T12:00Z`);
  const procedures = [procedure];
  return noticesOf(reachOf(shown, bySite, procedures), { viewer, procedures, now });
}

const far = spans(["2026-09-03", "2026-12-18"], ["2028-09-04", "2029-07-20"]);

test("the end of a school's dates is shown half a year before its longest deadline cannot be counted [C18 partly]", () => {
  const known: [TermPlace, KnownSpan[]][] = [
    [authority, far],
    [ashfield, toJuly],
  ];
  expect(notices("2027-01-07", known)).toEqual([]);
  expect(notices("2027-01-08", known)).toEqual([
    "Term dates of Ashfield end on 21 July 2027: deadlines counted in school days after 7 July 2027 cannot be worked out.",
  ]);
});

test("a list that is owed every term is the first to want dates: its term must be known to its end [C27 partly]", () => {
  const termly = procedureOf([10, "school days"], [2, "terms"]);
  expect(notices("2027-01-08", [[authority, toJuly]], { procedure: termly })).toEqual([
    "Term dates of Eastmere end on 21 July 2027: deadlines counted in terms after 24 March 2027 cannot be worked out.",
  ]);
});

test("places that end together share a sentence, and the soonest comes first [C18 partly]", () => {
  const sooner = spans(["2026-09-03", "2027-03-25"]);
  const known: [TermPlace, KnownSpan[]][] = [
    [authority, toJuly],
    ...others.map((place): [TermPlace, KnownSpan[]] => [place, toJuly]),
    [ashfield, sooner],
  ];
  expect(notices("2027-02-01", known)).toEqual([
    "Term dates of Ashfield end on 25 March 2027: deadlines counted in school days after 11 March 2027 cannot be worked out.",
    "Term dates of Eastmere, Brookside, Larkmere and 2 others end on 21 July 2027: deadlines counted in school days after 7 July 2027 cannot be worked out.",
  ]);
});

test("an authority without any dates is named at once [C18 partly]", () => {
  expect(notices("2027-01-08", [])).toEqual([
    "No term dates of Eastmere are known: deadlines counted in school days cannot be worked out.",
  ]);
});

test("the end of the bundled bank holidays is shown to who looks after an authority, not to a school [C20 partly]", () => {
  const known: [TermPlace, KnownSpan[]][] = [[authority, spans(["2029-09-03", "2032-07-20"])]];
  const working = { procedure: procedureOf([10, "working days"]) };
  const said =
    "England's bank holidays end on 31 December 2030: deadlines counted in working days after 15 December 2030 cannot be worked out. Bring in a newer version of Keepsight.";
  expect(notices("2030-06-15", known, working)).toEqual([]);
  expect(notices("2030-06-16", known, working)).toEqual([said]);
  expect(notices("2030-06-16", known, { ...working, viewer: viewerWith(0) })).toEqual([]);
});
