import { expect, test } from "vitest";
import { csvHead, csvLine } from "./csv.ts";

test("a file begins with the mark by which Excel knows UTF-8", () => {
  expect(csvHead(["UPN", "Name"])).toBe("\uFEFFUPN,Name\r\n");
});

test.each(["=1+1", "+44 7700", "-1", "@sum", "\ttab", "\r=1+1"])(
  "a cell that a spreadsheet would run is made text: %j",
  (cell) => {
    expect(csvLine([cell]).replaceAll('"', "").startsWith("'")).toBe(true);
  },
);

test("a number stays one, and commas, quotes and line breaks stay inside their cell", () => {
  expect(csvLine([-3, 'Ana "Zo" Reyes', "1 Quay Lane, Quillhithe", "two\nlines", null, undefined])).toBe(
    '-3,"Ana ""Zo"" Reyes","1 Quay Lane, Quillhithe","two\nlines",,\r\n',
  );
});
