import { describe, expect, test } from "vitest";
import { compulsorySchoolAgeOf } from "./compulsory-school-age.ts";
import { lifeOf } from "./life.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const age = compulsorySchoolAgeOf(day("2016-03-09"));
const today = day("2026-11-23");
const shown = (provisions: Parameters<typeof lifeOf>[0]) =>
  lifeOf(provisions, age, today).map(({ from, to, state }) => `${from} ${to} ${state}`);

describe("one line of life", () => {
  test("time of compulsory school age that no provision covers stands out as not known [A03]", () => {
    expect(shown([])).toEqual(["2021-03-31 2026-11-23 unknown"]);
    expect(shown([{ kind: "on-roll", fromOn: day("2023-09-04"), untilOn: null }])).toEqual([
      "2021-03-31 2023-09-03 unknown",
      "2023-09-04 2026-11-23 school",
    ]);
  });

  test("of two at once the later begun is shown [A03]", () => {
    expect(
      shown([
        { kind: "alternative-provision", fromOn: day("2025-01-06"), untilOn: null },
        { kind: "on-roll", fromOn: day("2020-09-03"), untilOn: null },
      ]),
    ).toEqual(["2020-09-03 2025-01-05 school", "2025-01-06 2026-11-23 alternative"]);
  });

  test("what begins later than today is not shown [A03]", () => {
    expect(shown([{ kind: "on-roll", fromOn: day("2027-01-05"), untilOn: null }])).toEqual([
      "2021-03-31 2026-11-23 unknown",
    ]);
  });
});
