import { outcomeWords } from "../../cases/index.ts";
import { reasonInWords, vulnerabilityGroups } from "../../children/index.ts";
import { capitalised, counted, dayInWords, numberInWords } from "../../web/design/words.ts";
import type { CaseReviewed } from "./review.store.ts";
import { fewest, halfWaited, leftOut, percent, tooFew, type Wait } from "./waits.ts";

/** By what a review can be split: some groups may wait longer than others. [H07] */
export const splits = {
  reason: "Reason",
  area: "Area",
  school: "School",
  outcome: "Outcome",
  group: "Vulnerability group",
  sex: "Sex",
} as const;

export type Split = keyof typeof splits;

/** What the cases of a group took. What is undefined has not come to half of them, or is left out. */
export type GroupReviewed = {
  called: string;
  cases: number;
  /** Too few to be told. */
  leftOut: boolean;
  contact: number | undefined;
  visit: number | undefined;
  closed: number | undefined;
  /** Of all steps that were due, the share in time; undefined where none was. */
  inTime: number | undefined;
};

/** What every case took, and each group of a split, the largest first. A child may be in several vulnerability groups. [H07] */
export function reviewOf(
  cases: readonly CaseReviewed[],
  split: Split,
): { all: GroupReviewed; groups: GroupReviewed[] } {
  const groups = new Map<string, CaseReviewed[]>();
  for (const each of cases)
    for (const called of groupsOf(each, split)) {
      const own = groups.get(called);
      if (own) own.push(each);
      else groups.set(called, [each]);
    }
  const hidden = leftOut(new Map([...groups].map(([called, own]) => [called, own.length])));
  return {
    all: groupOf("All cases", cases, false),
    groups: [...groups]
      .map(([called, own]) => groupOf(called, own, hidden.has(called)))
      .sort((one, other) => other.cases - one.cases || one.called.localeCompare(other.called)),
  };
}

/** What is told of each group beside its name: the days until half of the cases had it. */
export const measured = ["Cases", "First contact", "Visit", "Closed", "Steps in time"] as const;

/** How the numbers are to be read. */
export const howCounted = `A case that is open today counts for as long as it has been watched. A dash: more than half still wait, or nothing was due. Groups of fewer than ${numberInWords(fewest)} cases are not told, nor the next smallest where that would tell the one.`;

/** A group's name and what is measured of it, as the cells of a row; empty where there is nothing to tell. [H04] [H07] */
export function rowOf({ called, cases, leftOut: isLeftOut, ...half }: GroupReviewed): string[] {
  if (isLeftOut) return [called, tooFew, "", "", "", ""];
  const days = (value: number | undefined) => (value === undefined ? "" : numberInWords(value));
  return [
    ...[called, numberInWords(cases), days(half.contact), days(half.visit), days(half.closed)],
    half.inTime === undefined ? "" : percent(half.inTime),
  ];
}

/** What the cases opened in a stretch of time come to. [H04] [H07] */
export function inOneSentence(
  { cases, closed, inTime }: GroupReviewed,
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
): string {
  const opened = `${counted(cases, "case")} opened from ${dayInWords(from)} to ${dayInWords(to)}`;
  if (cases === 0) return `${opened}.`;
  const half =
    closed === undefined
      ? "more than half are still open"
      : `half were closed within ${counted(closed, "day")}`;
  const steps =
    inTime === undefined ? "" : `, and ${percent(inTime)} of the steps that were due were in time`;
  return `${opened}: ${half}${steps}.`;
}

/** Until when each case waited to be closed. */
export function waitsToClose(cases: readonly CaseReviewed[]): Wait[] {
  return waitsFor(cases, "closed");
}

function groupsOf({ reason, area, school, outcome, groups, sex }: CaseReviewed, split: Split): string[] {
  switch (split) {
    case "reason":
      return [reasonInWords(reason)];
    case "area":
      return [area ?? "No area"];
    case "school":
      return [school ?? "No school"];
    case "sex":
      return [{ F: "Girls", M: "Boys" }[sex ?? ""] ?? "Not known"];
    case "outcome":
      return [outcome === null ? "Open" : capitalised(outcomeWords[outcome as keyof typeof outcomeWords])];
    case "group": {
      const named = groups.flatMap((word) =>
        Object.hasOwn(vulnerabilityGroups, word)
          ? [vulnerabilityGroups[word as keyof typeof vulnerabilityGroups]]
          : [],
      );
      return named.length > 0 ? named : ["None recorded"];
    }
  }
}

function groupOf(called: string, cases: readonly CaseReviewed[], isLeftOut: boolean): GroupReviewed {
  const half = (what: "contact" | "visit" | "closed") =>
    isLeftOut ? undefined : halfWaited(waitsFor(cases, what));
  const inTime = cases.reduce((sum, each) => sum + each.inTime, 0);
  const due = inTime + cases.reduce((sum, each) => sum + each.late, 0);
  return {
    ...{ called, cases: cases.length, leftOut: isLeftOut },
    ...{ contact: half("contact"), visit: half("visit"), closed: half("closed") },
    inTime: isLeftOut || due === 0 ? undefined : inTime / due,
  };
}

function waitsFor(cases: readonly CaseReviewed[], what: "contact" | "visit" | "closed"): Wait[] {
  return cases.map((each) => ({ days: each[what] ?? each.watched, came: each[what] !== null }));
}
