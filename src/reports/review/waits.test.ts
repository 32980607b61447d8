import fc from "fast-check";
import { expect, test } from "vitest";
import { halfWaited, leftOut, stillWaiting, type Wait } from "./waits.ts";

const came = (days: number): Wait => ({ days, came: true });
const waits = (days: number): Wait => ({ days, came: false });

test("the share that still waits falls when one is served, by those who were still watched then [H07]", () => {
  // Freireich's leukaemia trial, six of its days, worked by hand: 1 - 1/6 = 0.833, times 1 - 1/4 = 0.625.
  expect(stillWaiting([came(6), waits(7), came(10), waits(11), waits(17), waits(19)])).toEqual([
    { day: 0, share: 1, atRisk: 6 },
    { day: 6, share: 1 - 1 / 6, atRisk: 6 },
    { day: 10, share: (1 - 1 / 6) * (1 - 1 / 4), atRisk: 4 },
  ]);
});

test("half have waited is told once half are served, and not while more than half wait [H07]", () => {
  expect(halfWaited([came(2), came(4), waits(4), waits(9)])).toBe(4);
  expect(halfWaited([came(2), waits(30), waits(30), waits(30)])).toBeUndefined();
  expect(halfWaited([])).toBeUndefined();
});

test("where all were served it is the plain share of those who waited longer, and it never rises [H07]", () => {
  const days = fc.array(fc.nat(400), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(days, (all) => {
      const curve = stillWaiting(all.map(came));
      for (const { day, share } of curve.slice(1))
        expect(share).toBeCloseTo(all.filter((each) => each > day).length / all.length, 9);
      expect(curve.map(({ share }) => share)).toEqual(
        curve.map(({ share }) => share).toSorted((one, other) => other - one),
      );
    }),
  );
});

test("a group of fewer than five is left out, and with it the next smallest if it were the only one [H07]", () => {
  const sizes = (...counts: number[]) => new Map(counts.map((count, at) => [`g${at}`, count]));
  expect(leftOut(sizes(40, 3, 12))).toEqual(new Set(["g1", "g2"]));
  expect(leftOut(sizes(40, 3, 12, 4))).toEqual(new Set(["g1", "g3"]));
  expect(leftOut(sizes(40, 5))).toEqual(new Set());
  expect(leftOut(sizes(2))).toEqual(new Set(["g0"]));
});
