import { expect, test } from "vitest";
import { upnParts } from "../children/index.ts";
import { chanceFrom } from "./chance.ts";
import { plannedSchools } from "./schools.ts";
import { upnBook } from "./upn-book.ts";

const [eastmere] = plannedSchools(6000, ["Ash Road", "Mill Lane"], chanceFrom("1", "schools"));
const [school] = eastmere?.primaries ?? [];
if (!school) throw new Error("A county of 6,000 has primary schools");

test("each UPN is handed out once, with the school and the year in it", () => {
  const book = upnBook(30, 2010);
  const upns = Array.from({ length: 1000 }, () => book.permanent(school, 2024));
  expect(new Set(upns).size).toBe(1000);
  expect(upnParts(upns[999] ?? "")).toEqual({
    laCode: "997",
    establishment: "2001",
    year: "24",
    serial: "999",
    temporary: false,
  });
  expect(() => book.permanent(school, 2024)).toThrow("9972001 has no UPN left for 2024");
});

test("a temporary UPN ends in a letter", () => {
  const book = upnBook(30, 2010);
  expect(upnParts(book.temporary(school, 2026))).toMatchObject({ serial: "00A", temporary: true });
});

test("a county has primary schools near 230 pupils and secondary schools near 1,000", () => {
  const [large] = plannedSchools(300_000, ["Ash Road", "Mill Lane"], chanceFrom("1", "schools"));
  const pupils = 150_000 * 0.9;
  expect((pupils * 7) / 13 / (large?.primaries.length ?? 0)).toBeCloseTo(230, -1);
  expect((pupils * 5) / 13 / (large?.secondaries.length ?? 0)).toBeCloseTo(1000, -2);
});
