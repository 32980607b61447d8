import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Numbers, Week } from "./numbers.ts";

const ink = "#0b0c0c";
const blue = "#1d70b8";
const font = "Arial, Liberation Sans, sans-serif";
const width = 440;

/** The hours of one role week by week, as SVG: columns worked, dots owed, a broken line available. `most` is the scale's top. */
export function chartOfWork(weeks: readonly Week[], most: number): Promise<string> {
  const x = { field: "monday", type: "temporal", axis: monthsBelow } as const;
  const y = (field: string) =>
    ({ field, type: "quantitative", scale: { domain: [0, most * 1.05] }, axis: hoursAxis }) as const;
  return drawn({
    ...{ data: { values: [...weeks] }, width, height: 220 },
    layer: [
      { mark: { type: "bar", color: blue, width: 5 }, encoding: { x, y: y("done") } },
      {
        mark: { type: "point", shape: "circle", size: 14, filled: true, color: ink },
        encoding: { x, y: y("owed") },
      },
      ...(weeks.some(({ available }) => available !== null)
        ? [
            {
              mark: { type: "line", interpolate: "step", color: ink, strokeDash: [5, 3] },
              encoding: { x, y: y("available") },
            } as const,
          ]
        : []),
    ],
  });
}

const monthsBelow = {
  title: null,
  format: "%b",
  tickCount: "month",
  labelOverlap: true,
  grid: false,
} as const;
const hoursAxis = { title: "Hours", tickCount: 5 } as const;

/** How many cases were closed within each span of days, as SVG. */
export function chartOfClosing({ closedWithin }: Numbers, most: number): Promise<string> {
  const spans = closedWithin.map(({ span }) => span);
  const x = {
    field: "span",
    type: "nominal",
    sort: spans,
    axis: { title: null, labelAngle: 0, labelLimit: 0, labelExpr: brokenWords },
  } as const;
  const y = {
    field: "cases",
    type: "quantitative",
    scale: { domain: [0, most] },
    axis: { title: "Cases closed", tickCount: 5 },
  } as const;
  return drawn({
    ...{ data: { values: closedWithin }, width, height: 220 },
    layer: [
      { mark: { type: "bar", color: blue }, encoding: { x, y } },
      {
        mark: { type: "text", dy: -8, fontSize: 13, color: ink },
        encoding: { x, y, text: { field: "cases" } },
      },
    ],
  });
}

/** `2 to 4 weeks` on two lines: `2 to 4`, `weeks`. */
const brokenWords =
  "[slice(datum.label, 0, lastindexof(datum.label, ' ')), slice(datum.label, lastindexof(datum.label, ' ') + 1)]";

/** What became late, by name: full bars for want of people, empty ones for other reasons. */
export type LateBar = { name: string; missed: number; lateAnyway: number };

/** Deadlines missed, by whatever the bars are named after, as SVG. Each name stands above its bar, so none is cut. */
export function chartOfLateness(bars: readonly LateBar[], most: number): Promise<string> {
  const values = bars.map((bar) => ({
    ...bar,
    late: bar.missed + bar.lateAnyway,
    says: wordsFor(bar.missed, bar.lateAnyway),
  }));
  const sort = bars.map(({ name }) => name);
  const y = {
    field: "name",
    type: "nominal",
    sort,
    axis: { title: null, labels: false, ticks: false },
  } as const;
  const axis = { title: "Deadlines", tickCount: 4 };
  const x = (field: string) =>
    ({ field, type: "quantitative", scale: { domain: [0, most * 1.25] }, axis }) as const;
  const bar = { type: "bar", height: 14, yOffset: 9 } as const;
  return drawn({
    ...{ data: { values }, width, height: 42 * bars.length + 50 },
    layer: [
      {
        transform: [{ filter: "datum.lateAnyway > 0" }],
        mark: { ...bar, color: "white", stroke: ink, strokeWidth: 1.5 },
        encoding: { y, x: x("missed"), x2: { field: "late" } },
      },
      { mark: { ...bar, color: blue }, encoding: { y, x: x("missed") } },
      {
        mark: { type: "text", align: "left", dx: 6, dy: 9, fontSize: 13, color: ink },
        encoding: { y, x: x("late"), text: { field: "says" } },
      },
      {
        mark: { type: "text", align: "left", dx: 4, dy: -8, fontSize: 13, color: ink },
        encoding: { y, x: { datum: 0, type: "quantitative" }, text: { field: "name" } },
      },
    ],
  });
}

function wordsFor(missed: number, lateAnyway: number): string {
  return lateAnyway > 0 ? `${missed} + ${lateAnyway}` : String(missed);
}

const look = {
  ...{ font, aria: false, background: "transparent", padding: 4 },
  // The same size whatever stands on the axes, so that two charts beside each other have one scale.
  autosize: { type: "fit", contains: "padding" },
  view: { stroke: null },
  axis: {
    ...{ labelFont: font, titleFont: font, labelFontSize: 13, titleFontSize: 13, titleFontWeight: "normal" },
    ...{ labelColor: ink, titleColor: ink, gridColor: "#cecece", domainColor: ink, tickColor: ink },
  },
} as const;

/** Drawn without a canvas: nothing but JavaScript is needed. */
async function drawn(spec: object): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config: look } as TopLevelSpec);
  const svg = await new View(parse(compiled), { renderer: "none" }).toSVG();
  // The figure around it says what it is: the drawing's own roles would be met one by one, without names.
  return svg.replace(/ (?:xmlns:xlink|class|role|aria-[a-z]+)="[^"]*"/g, "");
}
