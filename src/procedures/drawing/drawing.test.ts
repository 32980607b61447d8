import { describe, expect, test } from "vitest";
import { shipped } from "../../../test/support/shipped.ts";
import { acts } from "../acts.ts";
import type { Procedure } from "../procedure.ts";
import { drawingOf, type StageDrawing } from "./drawing.ts";
import { type PlacedArrow, type PlacedBox, shrinkable } from "./frame.ts";
import { linesOfWords, widthOf } from "./lines-of-words.ts";

const doubled = shipped.map(
  (procedure): Procedure => ({
    ...procedure,
    procedure: `${procedure.procedure}, twice`,
    rules: [...procedure.rules, ...procedure.rules.map((rule) => ({ ...rule, id: `${rule.id}-too` }))],
  }),
);
const each = [...shipped, ...doubled].map((procedure) => ({ name: procedure.procedure, procedure }));

const rowsOf = (charts: readonly StageDrawing[]) => charts.flatMap(({ rows }) => rows);
const boxesOf = (charts: readonly StageDrawing[]) => rowsOf(charts).flatMap(({ boxes }) => boxes);
const keys = (charts: readonly StageDrawing[], shape: PlacedBox["shape"]) =>
  boxesOf(charts)
    .filter((box) => box.shape === shape)
    .map(({ key }) => key)
    .sort();

type Area = { x: number; y: number; width: number; height: number };
const overlap = (one: Area, other: Area) =>
  one.x < other.x + other.width - 0.5 &&
  other.x < one.x + one.width - 0.5 &&
  one.y < other.y + other.height - 0.5 &&
  other.y < one.y + one.height - 0.5;

/** Where the words beside an arrow stand. */
function wordsOf({ lines, words }: PlacedArrow): Area[] {
  const width = Math.max(0, ...lines.map((line) => widthOf(line, 13)));
  const height = lines.length * 16;
  return lines.length === 0 ? [] : [{ x: words.x - width / 2, y: words.y - height / 2, width, height }];
}

/** The straight parts of an arrow's line, as thin areas; its ends touch its own boxes. */
function straightsOf({ corners }: PlacedArrow): Area[] {
  return corners.flatMap((corner, place) => {
    const last = corners[place - 1];
    if (!last || place % 2 === 0) return [];
    const [left, top] = [Math.min(last.x, corner.x), Math.min(last.y, corner.y)];
    const [width, height] = [Math.abs(last.x - corner.x), Math.abs(last.y - corner.y)];
    return [{ x: left - 0.5, y: top - 0.5, width: width + 1, height: height + 1 }];
  });
}

describe.each(each)("the drawing of $name", ({ procedure }) => {
  const charts = drawingOf(procedure);

  test("has every obligation and every outcome once", () => {
    expect(keys(charts, "step")).toEqual(procedure.rules.map(({ id }) => `step ${id}`).sort());
    expect(keys(charts, "ending")).toEqual(
      procedure.outcomes.map(({ outcome }) => `ending ${outcome}`).sort(),
    );
  });

  test("numbers the obligations as its table lists them", () => {
    expect(charts.flatMap(({ steps }) => steps.map(({ number }) => number))).toEqual(
      procedure.rules.map((_, place) => place + 1),
    );
  });

  test("tells every obligation apart by its title, in no word of a machine", () => {
    const titles = charts.flatMap(({ steps }) => steps.map(({ title }) => title));
    if (shipped.includes(procedure))
      expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([]);
    const said = charts.flatMap(({ steps, arrows }) => [
      ...steps.flatMap(({ title, conditions }) => [title, ...conditions]),
      ...arrows.map(({ says }) => says),
    ]);
    expect(said.filter((words) => /[a-z]-(?!term)[a-z]|[a-z][A-Z]/.test(words))).toEqual([]);
  });

  test("says where the day itself is day one", () => {
    for (const { rule, key } of charts.flatMap(({ steps }) => steps)) {
      const foot =
        boxesOf(charts)
          .find((box) => box.key === key)
          ?.foot.join(" ") ?? "";
      expect([rule.id, foot.includes("the day itself counts")]).toEqual([
        rule.id,
        rule.within.counting === "beginning with",
      ]);
    }
  });

  test("lets no two boxes or words lie over each other, and none out of the chart", () => {
    for (const layout of rowsOf(charts)) {
      const areas = [...layout.boxes, ...layout.arrows.flatMap(wordsOf)];
      for (const { x, y } of layout.arrows.flatMap(({ corners }) => corners)) {
        expect([x, y].every((each) => each >= 0)).toBe(true);
        expect([x <= layout.width, y <= layout.height]).toEqual([true, true]);
      }
      for (const [place, one] of areas.entries()) {
        for (const other of areas.slice(place + 1))
          expect([one, other, overlap(one, other)].at(-1)).toBe(false);
        expect(one.x).toBeGreaterThanOrEqual(-1);
        expect(one.x + one.width).toBeLessThanOrEqual(layout.width + 1);
        expect(one.y + one.height).toBeLessThanOrEqual(layout.height + 1);
      }
    }
  });

  test("leads no line through a box that it does not join, or through another's words", () => {
    for (const layout of rowsOf(charts))
      for (const arrow of layout.arrows)
        for (const line of straightsOf(arrow)) {
          const through = layout.boxes.filter(
            (box) => ![arrow.from, arrow.to].includes(box.key) && overlap(line, box),
          );
          const over = layout.arrows.filter(
            (other) => other !== arrow && wordsOf(other).some((words) => overlap(line, words)),
          );
          expect([...through.map(({ key }) => key), ...over.map(({ to }) => to)]).toEqual([]);
        }
  });

  test("is nowhere wider than a desk's page can show with words that can be read", () => {
    for (const { width } of rowsOf(charts)) expect(width).toBeLessThanOrEqual(shrinkable);
  });

  test("breaks words so that they stay inside their box", () => {
    for (const { lines, width } of boxesOf(charts))
      for (const { words, bold } of lines) expect(widthOf(words, 14, bold)).toBeLessThanOrEqual(width);
  });

  test("shows for each obligation what starts it and, if that starts another, what it makes", () => {
    const started = new Set(
      procedure.rules.flatMap(({ starts, waitsFor }) => [...starts, ...waitsFor].map(({ kind }) => kind)),
    );
    const arrows = rowsOf(charts).flatMap(({ arrows }) => arrows);
    for (const { id, act, starts, startsWhenLate } of procedure.rules) {
      const into = arrows.filter(({ to, waits }) => to === `step ${id}` && !waits);
      expect(new Set(into.map(({ from }) => from)).size).toBe(
        new Set(starts.map(({ kind }) => kind)).size + startsWhenLate.length,
      );
      const makes = arrows.filter(
        ({ from, to }) => from === `step ${id}` && to === `fact ${acts[act].makes}`,
      );
      expect(makes).toHaveLength(started.has(acts[act].makes) ? 1 : 0);
    }
  });
});

test("arrows and boxes say what must be so, and numbers lead from stage to stage", () => {
  const norfolk = shipped.find(({ procedure }) => procedure === "norfolk");
  if (!norfolk) throw new Error("Norfolk's procedure is not shipped.");
  const charts = drawingOf(norfolk);
  const arrow = (from: string, to: string) =>
    charts.flatMap(({ arrows }) => arrows).find((one) => one.from === from && one.to === to);
  expect(arrow("fact visit-made", "step visit-again")).toMatchObject({
    says: "no answer or refused at the door",
    waits: false,
  });
  expect(arrow("fact visit-requested", "step visit")).toMatchObject({ says: "not urgent", waits: false });
  expect(arrow("fact letter-sent", "step visit")).toMatchObject({ waits: true });
  const numberOf = (id: string) =>
    charts.flatMap(({ steps }) => steps).find(({ rule }) => rule.id === id)?.number;
  const inVisits = charts
    .find(({ stage }) => stage === "visit")
    ?.happenings.find(({ key }) => key === "fact database-checked");
  expect(inVisits?.madeBy).toEqual([numberOf("check-database"), numberOf("recheck-database")]);
  expect(inVisits?.goesOnTo).toContain(numberOf("confirm-with-school"));
});

test("a step that the lateness of another starts hangs on it, or on its number where that is in another stage", () => {
  const [first, second] = shipped.flatMap(({ rules }) => rules);
  const [any] = shipped;
  if (!first || !second || !any) throw new Error("No procedure is shipped.");
  const late = { ...second, id: "reminder", starts: [], waitsFor: [], startsWhenLate: [first.id] };
  const flow = (about: typeof first.about) =>
    drawingOf({ ...any, rules: [first, { ...late, about }], outcomes: [] }).flatMap(
      ({ arrows, happenings }) => [
        ...arrows.filter(({ says }) => says === "if late").map(({ from }) => from),
        ...happenings.map(({ called }) => called).filter((called) => called.startsWith("Lateness")),
      ],
    );
  expect(flow("child")).toEqual([`step ${first.id}`]);
  expect(flow("authority")).toEqual([`late ${first.id}`, "Lateness of 1"]);
});

test("a step stands in the part of what begins it, not of what it does", () => {
  const stageOfStep = (name: string, id: string) =>
    shipped
      .filter(({ procedure }) => procedure === name)
      .flatMap(drawingOf)
      .find(({ steps }) => steps.some(({ rule }) => rule.id === id))?.stage;
  // Told to an agency, and no concern for safety.
  expect(stageOfStep("norfolk", "tell-home-education-officer")).toBe("home");
  expect(stageOfStep("norfolk", "report-exclusion")).toBe("exclusion");
  expect(stageOfStep("norfolk", "share-sweep-with-16-plus")).toBe("sweep");
  expect(stageOfStep("norfolk", "ask-for-missing-records")).toBe("roll");
  expect(stageOfStep("norfolk", "tell-police")).toBe("safety");
  // The school's first call is no visit.
  expect(stageOfStep("norfolk", "enquire-into-absence")).toBe("absence");
  expect(stageOfStep("norfolk", "visit")).toBe("visit");
  // What follows from a step done within a part belongs there too.
  expect(stageOfStep("norfolk", "see-to-home-education")).toBe("home");
  expect(stageOfStep("school", "speak-with-police")).toBe("absence");
  expect(stageOfStep("england", "join-enquiries")).toBe("absence");
  expect(stageOfStep("england", "name-school")).toBe("order");
});

test("the same procedure is drawn the same, and laid out once", () => {
  const [procedure] = shipped;
  if (!procedure) throw new Error("No procedure is shipped.");
  expect(drawingOf({ ...procedure })).toEqual(drawingOf(procedure));
  expect(drawingOf(procedure)).toBe(drawingOf(procedure));
});

test("words are broken between words, and inside one that is longer than a line", () => {
  expect(linesOfWords("Tell the school when to remove the child", 150, 14)).toEqual([
    "Tell the school when",
    "to remove the child",
  ]);
  for (const line of linesOfWords("Llanfairpwllgwyngyllgogerychwyrndrobwll", 100, 14))
    expect(widthOf(line, 14)).toBeLessThanOrEqual(100);
});
