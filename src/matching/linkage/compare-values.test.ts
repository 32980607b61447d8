import { expect, test } from "vitest";
import { levelsBetween } from "./compare-records.ts";
import { isOneSlip, jaroWinklerOf, somewhatAlike } from "./compare-values.ts";
import { DictionaryInTheMaking } from "./dictionary.ts";

/** Numbers that look drawn, the same ones each time. */
function drawing(): (below: number) => number {
  let state = 17;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** If a letter changed, left out or put in, or two neighbours exchanged, makes one of the other: every way is tried. */
function isSlip(one: string, other: string): boolean {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  for (let at = 0; at < long.length; at++) {
    const [before, after] = [long.slice(0, at), long.slice(at + 1)];
    if (before + after === short) return true;
    if (long.length !== short.length) continue;
    if (short.startsWith(before) && short.endsWith(after)) return true;
    const exchanged = before + (long[at + 1] ?? "") + (long[at] ?? "") + long.slice(at + 2);
    if (at + 1 < long.length && exchanged === short) return true;
  }
  return false;
}

test("dates compare by their digits: exchanged, one slip, two parts the same [A11]", () => {
  const draw = drawing();
  const two = (number: number) => String(number).padStart(2, "0");
  const dates = Array.from({ length: 60 }).flatMap(() => {
    const [year, month, day] = [2009 + draw(4), two(1 + draw(12)), two(1 + draw(31))];
    return Number(day) <= 12
      ? [`${year}-${month}-${day}`, `${year}-${day}-${month}`]
      : [`${year}-${month}-${day}`];
  });
  const wrong: string[] = [];
  const columns = [{ name: "born", type: "date", part: undefined, left: ["b"], right: ["b"] }] as const;
  const seen = new Set<string>();
  for (const one of dates) {
    const levels = levelsBetween(
      columns,
      [[one]],
      dates.map((date) => [[date]]),
    );
    for (const [at, other] of dates.entries()) {
      const [year, month, day] = one.split("-");
      const parts = one.split("-").filter((part, place) => part === other.split("-")[place]).length;
      const level =
        one === other
          ? "same"
          : other === `${year}-${day}-${month}`
            ? "swapped"
            : isSlip(one.replaceAll("-", ""), other.replaceAll("-", ""))
              ? "one-slip"
              : parts === 2
                ? "two-parts"
                : "differs";
      if (levels[at]?.[0] !== level) wrong.push(`${one} and ${other}: ${levels[at]?.[0]}, not ${level}`);
      seen.add(level);
    }
  }
  expect(wrong).toEqual([]);
  expect([...seen].sort()).toEqual(["differs", "one-slip", "same", "swapped", "two-parts"]);
});

test("what is told at a glance never hides a slip, or two names that are alike [A11]", () => {
  const draw = drawing();
  const word = () => Array.from({ length: 1 + draw(9) }, () => "aeinrst"[draw(7)]).join("");
  const words = [...new Set(Array.from({ length: 200 }, word))];
  const making = new DictionaryInTheMaking("name");
  const codes = words.map((each) => making.codeOf(each));
  const dictionary = making.finished();
  const wrong: string[] = [];
  let alike = 0;
  for (const [one, x] of codes.entries())
    for (const [other, y] of codes.entries()) {
      if (one === other) continue;
      const [a = "", b = ""] = [words[one], words[other]];
      if (isOneSlip(dictionary, x, y) !== isSlip(a, b)) wrong.push(`${a} and ${b}: a slip or not`);
      const likeness = jaroWinkler(a, b);
      const found = jaroWinklerOf(dictionary, x, y);
      const isRight = found === 0 ? likeness < somewhatAlike : Math.abs(found - likeness) < 1e-12;
      if (!isRight) wrong.push(`${a} and ${b}: ${found}, not ${likeness}`);
      if (likeness >= somewhatAlike) alike++;
    }
  expect(wrong).toEqual([]);
  expect(alike).toBeGreaterThan(500);
});

/** After the definition of Jaro and Winkler, a letter at a time. */
function jaroWinkler(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const matched = [...one].filter((letter, at) => {
    const place = [...other].findIndex(
      (each, index) => each === letter && Math.abs(index - at) <= reach && !taken.has(index),
    );
    if (place >= 0) taken.add(place);
    return place >= 0;
  });
  if (matched.length === 0) return 0;
  const others = [...other].filter((_, at) => taken.has(at));
  const moved = matched.filter((letter, at) => letter !== others[at]).length;
  const count = matched.length;
  const jaro = (count / one.length + count / other.length + (count - Math.floor(moved / 2)) / count) / 3;
  if (jaro <= 0.7) return jaro;
  let beginning = 0;
  while (beginning < 4 && beginning < one.length && one[beginning] === other[beginning]) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}
