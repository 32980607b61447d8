import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameByOthers, oneChildWith, type Standing, saidDifferent } from "./said-before.ts";

const same = (one: number, other: number): Standing => ({ one, other, decision: "same" });
const different = (one: number, other: number): Standing => ({ one, other, decision: "different" });

test("a third record joins two, and nothing else does [A11]", () => {
  expect([...oneChildWith(1, [same(1, 2), same(2, 3), different(3, 4), same(5, 6)])].sort()).toEqual([
    1, 2, 3,
  ]);
});

test("two of whom somebody said that they are different are not joined by a third [A11]", () => {
  expect(saidDifferent(2, 3, [same(1, 2), different(1, 3)])).toEqual([1, 3]);
  expect(saidDifferent(2, 3, [same(1, 2), different(4, 3)])).toBeUndefined();
  // What was said of these two themselves gives way to what is said now.
  expect(saidDifferent(2, 3, [different(2, 3)])).toBeUndefined();
});

test("two are not said to be different while a third makes one child of them [A11]", () => {
  expect(isSameByOthers(1, 3, [same(1, 2), same(2, 3), same(1, 3)])).toBe(true);
  expect(isSameByOthers(1, 3, [same(1, 2), same(1, 3)])).toBe(false);
});

test("whatever was said, one child is the same seen from each of its records, and no order matters [A11]", () => {
  const statement = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.boolean())
    .filter(([one, other]) => one !== other)
    .map(([one, other, joins]) => (joins ? same(one, other) : different(one, other)));
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 12 }), (standing) => {
      for (const record of [1, 2, 3, 4, 5, 6]) {
        const child = oneChildWith(record, standing);
        expect(oneChildWith(record, standing.toReversed())).toEqual(child);
        for (const other of child) expect(oneChildWith(other, standing)).toEqual(child);
      }
    }),
  );
});
