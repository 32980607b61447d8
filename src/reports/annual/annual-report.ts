import { outcomeWords } from "../../cases/index.ts";
import { capitalised, numberInWords } from "../../web/design/words.ts";
import type { CaseReviewed } from "../review/review.store.ts";
import { type GroupReviewed, measured, reviewOf, rowOf, type Split, splits } from "../review/review.ts";
import { fewest, leftOut, percent, tooFew } from "../review/waits.ts";

/** What a year comes to. */
export type YearNumbers = {
  openBefore: number;
  openAfter: number;
  /** Those that were opened in it. */
  opened: readonly CaseReviewed[];
  /** Closed in it, by outcome. */
  outcomes: ReadonlyMap<string, number>;
  /** Decided in it on safeguarding concerns, by what was decided. */
  decisions: ReadonlyMap<string, number>;
  unofficial: { reports: number; talked: number; putRight: number; notSo: number };
};

/** A table of the report. An empty cell has nothing to tell. */
export type Section = {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Beside each row how long its bar is; undefined where it may not be told. */
  bars?: readonly (number | undefined)[];
};

type Years = { now: YearNumbers; before: YearNumbers | undefined; heads: readonly string[] };

/** What is written by people, in the order of the report. */
export const parts = {
  introduction: "Introduction",
  "what-we-did": "What we did",
  "what-we-ask": "What we ask of the board",
} as const;
export type Part = keyof typeof parts;

const decided = {
  "social-care": "Social care was told",
  police: "The police were told",
  "no-referral": "Nobody was told, for a reason",
} as const;

/** If nothing at all is on record of a year, so that there is nothing to report or to compare with. */
export function isBlank({ openBefore, openAfter, opened, outcomes, decisions, unofficial }: YearNumbers) {
  return openBefore + openAfter + opened.length + outcomes.size + decisions.size + unofficial.reports === 0;
}

/** If the number of cases opened in a year may be told, and so whatever sums to it. */
export function mayTellOpened(year: YearNumbers): boolean {
  return !hiddenFlows(year).has("opened");
}

/**
 * The tables of the report, with the year before where anything is on record of it: pure. Numbers that could tell of one child are left
 * out, and with them those from which they could be reckoned. `heads` names the two years. [H04]
 */
export function sectionsOf(years: Years): Section[] {
  return [
    flows(years),
    waits(years),
    byCount("Cases closed, by outcome", "Outcome", outcomesInWords, years, (year) =>
      hiddenFlows(year).has("closed") ? undefined : year.outcomes,
    ),
    byGroup("reason", years),
    byGroup("area", years),
    byCount("Safeguarding concerns decided", "Decided", decided, years, (year) => year.decisions),
    unofficial(years),
  ];
}

const outcomesInWords = Object.fromEntries(
  Object.entries(outcomeWords).map(([outcome, words]) => [outcome, capitalised(words)]),
);

const flowNames = {
  before: "Open at the beginning",
  opened: "Opened",
  closed: "Closed",
  after: "Open at the end",
} as const;
type Flow = keyof typeof flowNames;

function flowsOf({ openBefore, opened, outcomes, openAfter }: YearNumbers): Record<Flow, number> {
  return { before: openBefore, opened: opened.length, closed: sumOf(outcomes), after: openAfter };
}

/**
 * Which of the four are left out: those that could tell of one child, and with any of them both what was opened and what was closed,
 * or three would tell the fourth. It hangs on the year's own numbers alone, so that reports of years beside each other tell the same.
 */
function hiddenFlows(year: YearNumbers): ReadonlySet<string> {
  const small = Object.entries(flowsOf(year)).filter(([, count]) => count > 0 && count < fewest);
  return new Set(small.length === 0 ? [] : [...small.map(([flow]) => flow), "opened", "closed"]);
}

function flows({ now, before, heads }: Years): Section {
  const told = (year: YearNumbers, flow: Flow) =>
    inCell(hiddenFlows(year).has(flow) ? undefined : flowsOf(year)[flow]);
  return {
    title: "The register in the year",
    columns: ["Cases", ...heads],
    rows: (Object.keys(flowNames) as Flow[]).map((flow) => [
      flowNames[flow],
      ...[now, before].flatMap((year) => (year ? [told(year, flow)] : [])),
    ]),
  };
}

/** How long half of the cases opened in a year waited; of fewer than five cases nothing. */
function waits({ now, before, heads }: Years): Section {
  const years = [now, before].flatMap((year) => (year ? [reviewOf(year.opened, "reason").all] : []));
  const row = (words: string, told: (all: GroupReviewed) => string) => [
    words,
    ...years.map((all) => (all.cases > 0 && all.cases < fewest ? tooFew : told(all))),
  ];
  const days = (number: number | undefined) => (number === undefined ? "" : numberInWords(number));
  return {
    title: "How long children waited",
    columns: ["Days until half of the cases opened in the year had it", ...heads],
    rows: [
      row("First contact", ({ contact }) => days(contact)),
      row("Visit", ({ visit }) => days(visit)),
      row("Closed", ({ closed }) => days(closed)),
      row("Steps in time", ({ inTime }) => (inTime === undefined ? "" : percent(inTime))),
    ],
  };
}

/** `of` answers what is counted in a year by word, or undefined where its sum may not be told. */
function byCount(
  title: string,
  head: string,
  words: Readonly<Record<string, string>>,
  { now, before, heads }: Years,
  of: (year: YearNumbers) => ReadonlyMap<string, number> | undefined,
): Section {
  const told = (year: YearNumbers, key: string) => {
    const counts = of(year);
    return counts && !leftOut(counts).has(key) ? (counts.get(key) ?? 0) : undefined;
  };
  const years = [now, before].flatMap((year) => year ?? []);
  // Of a year that may not be told, not even which words there were.
  const keys = Object.keys(words).filter((key) => years.some((year) => of(year)?.has(key)));
  if (keys.length === 0 && !of(now)) return untold(title, [head, ...heads]);
  return {
    ...{ title, columns: [head, ...heads] },
    rows: keys.map((key) => [words[key] ?? key, ...years.map((year) => inCell(told(year, key)))]),
    bars: keys.map((key) => told(now, key)),
  };
}

/** What each reason or area took, and how many there were in the year before. */
function byGroup(split: Split, { now, before, heads }: Years): Section {
  const title = `Cases opened, by ${splits[split].toLowerCase()}`;
  const columns = [splits[split], ...measured, ...heads.slice(1).map((year) => `Cases in ${year}`)];
  if (!mayTellOpened(now)) return untold(title, columns);
  const is = reviewOf(now.opened, split);
  const was = before && mayTellOpened(before) ? reviewOf(before.opened, split) : undefined;
  const earlier = (of: (years: NonNullable<typeof was>) => number | undefined) =>
    before ? [inCell(was && of(was))] : [];
  const earlierOf = (called: string) =>
    earlier(({ groups }) => {
      const group = groups.find((each) => each.called === called);
      return group?.leftOut ? undefined : (group?.cases ?? 0);
    });
  const gone = (was?.groups ?? []).filter(({ called }) => !is.groups.some((each) => each.called === called));
  const none = { contact: undefined, visit: undefined, closed: undefined, inTime: undefined };
  const groups = [...is.groups, ...gone.map(({ called }) => ({ called, cases: 0, leftOut: false, ...none }))];
  return {
    ...{ title, columns },
    rows: [
      ...groups.map((group) => [...rowOf(group), ...earlierOf(group.called)]),
      [...rowOf(is.all), ...earlier(({ all }) => all.cases)],
    ],
    bars: groups.map((group) => (group.leftOut ? undefined : group.cases)),
  };
}

/** A table of which nothing may be told. */
function untold(title: string, columns: readonly string[]): Section {
  return { title, columns, rows: [[tooFew, ...columns.slice(1).map(() => "")]] };
}

function unofficial({ now, before, heads }: Years): Section {
  const names = {
    reports: "Reports",
    talked: "Talked over with the head",
    putRight: "Put right",
    notSo: "Found not to be so",
  } as const;
  return {
    title: "Unofficial exclusions",
    columns: ["Reports of a school", ...heads],
    rows: (Object.keys(names) as (keyof typeof names)[]).map((name) => [
      names[name],
      ...[now, before].flatMap((year) =>
        year ? [inCell(partTold(year.unofficial[name], year.unofficial.reports))] : [],
      ),
    ]),
  };
}

/** A part of a whole, unless it or the rest could tell of one child. */
function partTold(part: number, whole: number): number | undefined {
  return [whole, part, whole - part].some((count) => count > 0 && count < fewest) ? undefined : part;
}

function inCell(count: number | undefined): string {
  return count === undefined ? tooFew : numberInWords(count);
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
