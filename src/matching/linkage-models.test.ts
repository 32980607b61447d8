import { describe, expect, test } from "vitest";
import { type KeptModel, modelToUse, rowsThatTeach } from "./linkage-models.ts";
import { childrenAgainstList } from "./linked-fields.ts";

const fields = childrenAgainstList.columns.map(({ name, type }) => ({ name, type, m: {}, u: {} }));
let ids = 0;
const kept = (list: KeptModel["list"], rowsOfList: number, over: Partial<KeptModel> = {}): KeptModel => ({
  ...{ id: ++ids, list, rowsOfList, version: 1, weights: { version: 1, fields } },
  ...over,
});
const health = kept("health", 5_000);
const offers = kept("admissions-offer", 900);
const asked = (list: KeptModel["list"], rows: number, relearn = false) => ({ list, rows, relearn });

describe("the weights by which a list is compared", () => {
  test("are its own once it has taught some, and are not learnt again unless somebody asks [A11]", () => {
    expect(modelToUse([health, offers], asked("admissions-offer", 1_000))).toBe(offers);
    expect(modelToUse([health, offers], asked("admissions-offer", 1_000, true))).toBeUndefined();
  });

  test("are the longest list's for a short one, also when everything is learnt anew [A11]", () => {
    const short = asked("police-missing", rowsThatTeach - 1);
    expect(modelToUse([offers, health], short)).toBe(health);
    expect(modelToUse([offers, health], { ...short, relearn: true })).toBe(health);
    expect(modelToUse([offers, health], asked("no-child", 2_000))).toBe(health);
  });

  test("are learnt from a list that is long enough and has none, and from any where there is nothing else [A11]", () => {
    expect(modelToUse([health], asked("admissions-offer", rowsThatTeach))).toBeUndefined();
    expect(modelToUse([], asked("police-missing", 3))).toBeUndefined();
    const few = kept("police-missing", 3);
    expect(modelToUse([few], asked("police-missing", 3))).toBe(few);
    expect(modelToUse([few], asked("police-missing", rowsThatTeach))).toBeUndefined();
  });

  test("are of the latest version, and never of other columns than are compared [A11]", () => {
    const later = kept("health", 4_000, { version: 2 });
    expect(modelToUse([health, later], asked("health", 5_000))).toBe(later);
    const other = kept("health", 9_000, { version: 3, weights: { version: 1, fields: fields.slice(1) } });
    expect(modelToUse([other, health, later], asked("health", 5_000))).toBe(later);
  });
});
