import { expect, test } from "vitest";
import { readMarks } from "./codes.ts";
import {
  type AbsenceKind,
  continuousAbsencesIn,
  dayWritten,
  type SchoolMeets,
} from "./continuous-absence.ts";

const day = (text: string) =>
  Temporal.PlainDate.from("1970-01-01").until(Temporal.PlainDate.from(text), { largestUnit: "days" }).days;

/** Half-term from 26 to 30 October 2026 and a training day on Monday 2 November. */
const closed = new Set(
  ["26", "27", "28", "29", "30"].map((date) => day(`2026-10-${date}`)).concat(day("2026-11-02")),
);
const meets: SchoolMeets = { on: (number) => (number + 3) % 7 < 5 && !closed.has(number), own: true };

/** Weeks by their Mondays, as schools write them. */
function found(weeks: Record<string, string>, kind: AbsenceKind = "unauthorised", when = meets) {
  const read = Object.entries(weeks).map(([monday, text]) => {
    const marks = readMarks(text, monday);
    if (!("marks" in marks)) throw new Error(marks.fault);
    return { monday: day(monday), marks: marks.marks };
  });
  return continuousAbsencesIn(read, when)
    .filter((absence) => absence.kind === kind)
    .map(({ since, until, brokenOn, days, point, groundDays, unmarkedDays }) => ({
      ...{ since: dayWritten(since), until: dayWritten(until), days, point },
      ...(brokenOn === undefined ? {} : { brokenOn: dayWritten(brokenOn) }),
      ...(groundDays === days ? {} : { groundDays }),
      ...(unmarkedDays === 0 ? {} : { unmarkedDays }),
    }));
}

const present = "/\\/\\/\\/\\/\\";
const away = "OOOOOOOOOO";

test("ten unauthorised school days in a row are the ten-day point, nine are not [B10]", () => {
  expect(found({ "2026-09-07": away, "2026-09-14": "OOOOOOOO/\\" })).toEqual([]);
  expect(found({ "2026-09-07": away, "2026-09-14": away, "2026-09-21": present })).toEqual([
    { since: "2026-09-07", until: "2026-09-18", days: 10, point: "ten", brokenOn: "2026-09-21" },
  ]);
});

test("twenty school days of G, N and O are the twenty-day point, and it goes on while nothing breaks it [B10]", () => {
  const month = { "2026-09-07": "NNNNNNNNNN", "2026-09-14": "GGGGGGGGGG", "2026-09-21": away };
  expect(found({ ...month, "2026-09-28": "OOOOOOOO/O" })[0]).toMatchObject({ days: 19, point: "ten" });
  expect(found({ ...month, "2026-09-28": away })).toEqual([
    { since: "2026-09-07", until: "2026-10-02", days: 20, point: "twenty" },
  ]);
});

test("one session attended, even in the afternoon or elsewhere, breaks it on that day [B10]", () => {
  for (const came of ["OOO\\OOOOOO", "OOLOOOOOOO", "OOOKOOOOOO", "OOBBOOOOOO", "OOVVOOOOOO"])
    expect(found({ "2026-09-07": away, "2026-09-14": came, "2026-09-21": away })).toEqual([]);
  expect(
    found({ "2026-09-07": away, "2026-09-14": "OOO\\OOOOOO", "2026-09-21": away, "2026-09-28": away }),
  ).toEqual([{ since: "2026-09-16", until: "2026-10-02", days: 13, point: "ten" }]);
});

test("leave breaks the unauthorised absence and not the absence for any reason [B10]", () => {
  const weeks = { "2026-09-07": away, "2026-09-14": "OOOOIIOOOO", "2026-09-21": "C1C1C1C1OOOOOO" };
  expect(found(weeks)).toEqual([]);
  expect(found(weeks, "any")).toEqual([
    { since: "2026-09-07", until: "2026-09-25", days: 15, point: "ten", groundDays: 7 },
  ]);
});

test("sessions that nobody could attend neither count nor break, but ground I wants twenty days without them [B10]", () => {
  const weeks = {
    ...{ "2026-09-07": away, "2026-09-14": "OOOOY2Y2OOOO", "2026-09-21": "XXOOQQOODD" },
    ...{ "2026-09-28": away, "2026-10-05": away, "2026-10-12": "OOOOOO/\\/\\" },
  };
  expect(found(weeks)).toEqual([
    {
      ...{ since: "2026-09-07", until: "2026-10-14", days: 24, point: "ten" },
      ...{ brokenOn: "2026-10-15", groundDays: 13 },
    },
  ]);
});

test("a late arrival after the register closed counts towards ten days and breaks the twenty of ground I [B10]", () => {
  const weeks = { "2026-09-07": away, "2026-09-14": away, "2026-09-21": "OUOOOOOOOO", "2026-09-28": away };
  expect(found(weeks)).toEqual([
    { since: "2026-09-07", until: "2026-10-02", days: 20, point: "ten", groundDays: 10 },
  ]);
});

test("a half-term, a training day and a closed site are passed over [B10]", () => {
  const weeks = {
    "2026-10-19": away,
    "2026-11-02": "##OOY4Y4OOOO",
    "2026-11-09": "OOOO/\\/\\/\\",
  };
  expect(found(weeks)).toEqual([
    { since: "2026-10-19", until: "2026-11-10", days: 5 + 3 + 2, point: "ten", brokenOn: "2026-11-11" },
  ]);
});

test("marks on days on which the school's own term dates say it does not meet do not hasten a point [B10]", () => {
  const weeks = { "2026-10-19": away, "2026-10-26": away, "2026-11-02": "OOOOOO/\\/\\" };
  expect(found(weeks)).toEqual([]);
  // The authority's dates may not be the school's: what the school marks then counts.
  expect(found(weeks, "unauthorised", { ...meets, own: false })[0]).toMatchObject({ days: 13 });
});

test("a week that did not come in neither counts nor breaks, and is told [B10]", () => {
  const weeks = { "2026-09-07": away, "2026-09-21": away, "2026-09-28": "OO////////" };
  expect(found(weeks)).toEqual([
    {
      since: "2026-09-07",
      until: "2026-09-28",
      days: 11,
      point: "ten",
      brokenOn: "2026-09-29",
      unmarkedDays: 5,
      groundDays: 6,
    },
  ]);
});

test("not being on the roll ends it: two times at the school are two absences [B10]", () => {
  expect(found({ "2026-09-07": away, "2026-09-14": "OOOO------", "2026-09-21": "----OOOOOO" })).toEqual([]);
});

test.each([
  ["OOOOOOOOO", "2026-09-07", "It holds 9 codes."],
  ["OOOOOOOOOOO", "2026-09-07", "It holds 11 codes."],
  ["OOOO9OOOOO", "2026-09-07", "It holds 9 codes."],
  ["OOOO?OOOOO", "2026-09-07", "Wednesday morning has '?', which is not an attendance code."],
  ["C3OOOOOOOOO", "2026-09-07", "Monday morning has 'C3', which is not an attendance code."],
  ["OOHHOOOOOO", "2026-09-07", "Tuesday morning has H, a code that ended on 18 August 2024."],
  ["YYYYYYYYYY", "2024-09-02", "Monday morning has Y, a code that ended on 18 August 2024."],
  ["OOC1C1OOOOOO", "2024-07-15", "Tuesday morning has C1, a code that only began on 19 August 2024."],
  ["=1+1+1+1+1+", "2026-09-07", "It holds 6 codes."],
])("marks %j of the week of %s are told: %s [B10]", (marks, monday, fault) => {
  expect(readMarks(marks, monday)).toMatchObject({ fault });
});

test("codes of the time before 19 August 2024 are read for weeks of that time [B10]", () => {
  expect(readMarks("/\\HHJJYYII", "2024-07-15")).toEqual({ marks: "/\\HHJJYYII" });
  expect(readMarks("// j1j1 y7y7 c1c2 KK", "2026-09-07")).toEqual({ marks: "//jj77ckKK" });
});
