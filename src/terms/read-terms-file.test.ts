import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { meaningOf } from "./event-words.ts";
import { readTermsFile } from "./read-terms-file.ts";

function file(content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "keepsight-terms-")), "term-dates");
  writeFileSync(path, content);
  return path;
}
const csv = (...rows: string[]) => file(["Code,Kind,Starts,Ends", ...rows, ""].join("\n"));
const event = (name: string, start: string, end?: string) =>
  [
    "BEGIN:VEVENT",
    `SUMMARY:${name}`,
    start.includes("T") ? `DTSTART:${start}` : `DTSTART;VALUE=DATE:${start}`,
    ...(end === undefined ? [] : [end.includes("T") ? `DTEND:${end}` : `DTEND;VALUE=DATE:${end}`]),
    "END:VEVENT",
  ].join("\r\n");
const ics = (...events: string[]) =>
  file(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...events, "END:VCALENDAR", ""].join("\r\n"));

async function read(path: string) {
  const { unit, spans, faults } = await readTermsFile(path);
  return {
    spans: spans.map(({ code, kind, from, until }) =>
      [code, kind, String(from), String(until)].join(" ").trim(),
    ),
    faults: faults.map(({ at, field, fault, mend }) => `${unit} ${at}, ${field}: ${fault} ${mend}`),
  };
}

test("a CSV file gives the terms of schools by LAESTAB and of the authority by its code, in any usual date [C18 partly]", async () => {
  const { spans, faults } = await read(
    csv(
      "9972001,term,2026-09-03,2026-12-18",
      "997,Half Term,26/10/2026,30/10/2026",
      ",Training day,2026-09-02,2026-09-02",
    ),
  );
  expect(spans).toEqual([
    "9972001 term 2026-09-03 2026-12-18",
    "997 half-term 2026-10-26 2026-10-30",
    "inset 2026-09-02 2026-09-02",
  ]);
  expect(faults).toEqual([]);
});

test("each bad row is named by row, field and mend, and the good rows come in", async () => {
  const { spans, faults } = await read(
    csv(
      "9972001,term,2026-12-18,2026-09-03",
      "9972001,holiday,2026-09-03,2026-12-18",
      "9972001,term,2027-02-30,",
      "",
      "9972001,term,2027-04-12,2072-07-21",
      "9972001,term,2027-09-02,2027-12-17",
    ),
  );
  expect(spans).toEqual(["9972001 term 2027-09-02 2027-12-17"]);
  expect(faults).toEqual([
    "Row 2, Ends: It ends on 2026-09-03, before it starts on 2026-12-18. Write the first day as the start and the last as the end.",
    "Row 3, Kind: 'holiday' is not a kind of dates. Write one of: term, half-term, inset, closure.",
    "Row 4, Starts: '2027-02-30' is not a day. Write a real day, such as 2026-09-03.",
    "Row 4, Ends: It is empty. Write a real day, such as 2026-09-03.",
    "Row 6, Ends: From 2027-04-12 to 2072-07-21 is 16538 days, longer than any term. Check the years.",
  ]);
});

test("a council's iCalendar file gives the same: its whole-day events end the day before their end [C18 partly]", async () => {
  const { spans, faults } = await read(
    ics(
      event("Autumn Term 2026", "20260903", "20261219"),
      event("Half-term holiday", "20261026", "20261031"),
      event("Schools closed (election)", "20260507"),
      event("INSET day", "20260902T080000Z", "20260902T150000Z"),
      event("Christmas holidays", "20261219", "20270104"),
      event("Boxing Day bank holiday", "20261228", "20261229"),
    ),
  );
  expect(spans).toEqual([
    "term 2026-09-03 2026-12-18",
    "half-term 2026-10-26 2026-10-30",
    "closure 2026-05-07 2026-05-07",
    "inset 2026-09-02 2026-09-02",
  ]);
  expect(faults).toEqual([]);
});

test("the first and last days of terms make terms, and a day without its other is a fault [C18 partly]", async () => {
  const { spans, faults } = await read(
    ics(
      event("Last day of autumn term", "20261218"),
      event("Autumn term starts", "20260903"),
      event("Spring term begins", "20270104"),
      event("Summer term begins", "20270412"),
      event("School breaks up for summer", "20270721"),
    ),
  );
  expect(spans).toEqual(["term 2026-09-03 2026-12-18", "term 2027-04-12 2027-07-21"]);
  expect(faults).toEqual([
    "Event 3, DTSTART: 2027-01-04 is the first day of a term, and the file has no last day after it. Add the other day of this term.",
  ]);
});

test("an event that does not say what it is, repeats, or has no real day is refused with the mend", async () => {
  const { spans, faults } = await read(
    ics(
      event("Sports day", "20270610"),
      event("Summer term", "20270412", "20270722").replace("END:VEVENT", "RRULE:FREQ=YEARLY\r\nEND:VEVENT"),
      event("Spring term", "20271341", "20270325"),
      "BEGIN:VEVENT\r\nSUMMARY:Autumn term\r\nEND:VEVENT",
      event("Autumn half term 1", "20260903", "20261024"),
      event("Autumn term", "20261219", "20260903"),
    ),
  );
  expect(spans).toEqual([]);
  expect(faults.map((fault) => fault.split(".")[0])).toEqual([
    "Event 1, SUMMARY: 'Sports day' does not say what it is",
    "Event 2, RRULE: It repeats",
    "Event 3, DTSTART: Its days are not real days",
    "Event 4, DTSTART: It has no day",
    "Event 5, SUMMARY: It is called a half-term and lasts from Thursday 3 September 2026 to Friday 23 October 2026",
    "Event 6, DTEND: It ends on 2026-09-02, before it starts on 2026-12-19",
  ]);
});

test.each([
  ["Term 3", "term"],
  ["Summer half term", "half-term"],
  ["Non-pupil day", "inset"],
  ["Staff training (school closed to pupils)", "inset"],
  ["End of Spring Term", "last-day"],
  ["School closed for polling", "closure"],
  ["Easter Break", "without-effect"],
  ["Parents’ evening", undefined],
])("an event called %s is %s", (name, meaning) => {
  expect(meaningOf(name)).toBe(meaning);
});

test.each([
  ["no column Kind", "Code,Starts,Ends\n", "This file has no Kind."],
  ["nothing in it", "", "The file is empty."],
  ["a torn calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "This calendar is torn or no iCalendar file"],
  ["a workbook", "PK\u0003\u0004", "This is an Excel workbook."],
  [
    "a quotation mark that never closes",
    'Kind,Starts,Ends\n"term,2026-09-03,2026-12-18\n',
    "Row 2 cannot be read",
  ],
  [
    "more than a megabyte",
    "Kind,Starts,Ends\n".repeat(70_000),
    "This file is larger than any with term dates",
  ],
])("a file with %s is refused in one line that says the mend", async (_what, content, says) => {
  await expect(readTermsFile(file(content))).rejects.toThrow(says);
});
