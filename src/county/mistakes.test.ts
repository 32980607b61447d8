import { expect, test } from "vitest";
import { chanceFrom } from "./chance.ts";
import { withoutMarks, withTypo } from "./mistakes.ts";
import { romanised } from "./romanised.ts";
import { shortNameOf } from "./short-names.ts";

test("a typo changes a name by a letter or two and keeps its first letter", () => {
  const chance = chanceFrom("1", "typos");
  for (let turn = 0; turn < 500; turn++) {
    const typed = withTypo("Katherine", chance);
    expect(typed).toMatch(/^K/);
    expect(Math.abs(typed.length - 9)).toBeLessThanOrEqual(1);
  }
  expect(withTypo("Jo", chance)).toBe("Jo");
});

test("an older system loses the marks and keeps the rest of the name", () => {
  expect(withoutMarks("Łukasz Wójcik-Şahin")).toBe("Lukasz Wojcik-Sahin");
  expect(withoutMarks("O'Brien")).toBe("O'Brien");
});

test("a child is called by a short name that people use, or by the start of the name", () => {
  expect(shortNameOf("William")).toBe("Billy");
  expect(shortNameOf("Benjamin")).toBe("Benj");
  expect(shortNameOf("Amy")).toBe("Amy");
});

test("names of other scripts are written in Latin letters, those of unknown scripts left out", () => {
  expect(romanised("Олена")).toBe("Olena");
  expect(romanised("حسن")).toBe("Hasan");
  expect(romanised("Γιώργος")).toBe("Giorgos");
  expect(romanised("Zoë")).toBe("Zoë");
  expect(romanised("さくら")).toBeUndefined();
});
