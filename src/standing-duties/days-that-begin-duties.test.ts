import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import type { OwnVersion, Procedure } from "../procedures/index.ts";
import { censusDaysIn, type DayToRecord, daysToRecord } from "./days-that-begin-duties.ts";

const eastmere = { id: 1, procedure: "norfolk" };
const day = (iso: string) => Temporal.PlainDate.from(iso);
const at = (iso: string) => Temporal.Instant.from(iso);

function ownVersion(of: string, inForceFrom: string, followedFrom: string): OwnVersion {
  const base = shipped.find(({ procedure }) => procedure === of) as Procedure;
  return {
    ...base,
    ...{ version: "2", authorityId: 1, inForceFrom: day(inForceFrom), followedFrom: at(followedFrom) },
  };
}

/** Asks for the days at each moment in turn and records what is answered, as the job does. */
function recorded(procedures: readonly Procedure[], ...moments: string[]): string[] {
  const days: DayToRecord[] = [];
  for (const moment of moments) {
    const facts = days.map((each, id) => ({ ...each, id, madeAt: at(moment), details: {} }));
    days.push(...daysToRecord(procedures, eastmere, facts, at(moment)));
  }
  return days.map(
    ({ kind, happenedAt }) => `${kind} ${happenedAt.toZonedDateTimeISO("Europe/London").toPlainDateTime()}`,
  );
}

test("census days are the third Thursdays of January and May and the first of October, as published [C27 partly]", () => {
  expect([2022, 2023, 2026, 2027].flatMap(censusDaysIn).map(String)).toEqual([
    ...["2022-01-20", "2022-05-19", "2022-10-06"],
    ...["2023-01-19", "2023-05-18", "2023-10-05"],
    ...["2026-01-15", "2026-05-21", "2026-10-01"],
    ...["2027-01-21", "2027-05-20", "2027-10-07"],
  ]);
});

test("work begins once, on the day on which the program first looks, and census days follow as they come [C27]", () => {
  expect(
    recorded(
      shipped,
      "2026-09-30T10:15:00Z",
      "2026-09-30T22:59:59Z",
      "2026-09-30T23:00:00Z",
      "2027-01-20T12:00:00Z",
      "2027-01-21T00:00:00Z",
    ),
  ).toEqual([
    "duties-began 2026-09-30T00:00:00",
    "census-day 2026-10-01T00:00:00",
    "census-day 2027-01-21T00:00:00",
  ]);
});

test("a job that did not run for months records the census days that it missed, each once [C27]", () => {
  expect(recorded(shipped, "2026-09-01T10:00:00Z", "2027-06-01T10:00:00Z", "2027-06-01T10:15:00Z")).toEqual([
    "duties-began 2026-09-01T00:00:00",
    "census-day 2026-10-01T00:00:00",
    "census-day 2027-01-21T00:00:00",
    "census-day 2027-05-20T00:00:00",
  ]);
});

test("with a version that comes in force the work begins again: from its day, or from when it is followed [C29]", () => {
  const later = ownVersion("norfolk", "2026-12-01", "2026-11-24T10:01:00Z");
  const moments = [
    "2026-11-20T10:00:00Z",
    "2026-11-30T10:00:00Z",
    "2026-12-01T00:05:00Z",
    "2026-12-02T10:00:00Z",
  ];
  expect(recorded([...shipped, later], ...moments)).toEqual([
    "duties-began 2026-11-20T00:00:00",
    "duties-began 2026-12-01T00:00:00",
  ]);
  const sameDay = ownVersion("norfolk", "2026-11-24", "2026-11-24T15:01:00Z");
  expect(recorded([...shipped, sameDay], "2026-11-20T10:00:00Z", "2026-11-24T16:00:00Z")).toEqual([
    "duties-began 2026-11-20T00:00:00",
    "duties-began 2026-11-24T15:01:00",
  ]);
});

test("a version of a procedure that asks nothing of authorities begins no work", () => {
  const school = ownVersion("school", "2026-12-01", "2026-11-24T10:01:00Z");
  expect(recorded([...shipped, school], "2026-11-20T10:00:00Z", "2026-12-02T10:00:00Z")).toHaveLength(1);
});
