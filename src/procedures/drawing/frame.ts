import { type Box, labelOf } from "./boxes.ts";
import type { Point, Routed } from "./routes.ts";

/** A box with the place of its upper left corner. */
export type PlacedBox = Box & Point;

/** An arrow as a line: its corners, its words and where their middle is. */
export type PlacedArrow = Routed & { lines: readonly string[] };

/** A chart, in pixels. */
export type Layout = { width: number; height: number; boxes: PlacedBox[]; arrows: PlacedArrow[] };

/** As wide as a desk's page: a chart that would be wider runs from left to right instead of down, if that is narrower. */
export const widest = 1180;
/** A chart up to this wide is shrunk to the page, and its words stay above 11 pixels. */
export const shrinkable = 1450;
const apart = 40;
/** So that a thick border is not cut off. */
const margin = 4;

/** A chart moved so that it begins at its upper left corner. Dagre leaves lines that run back out of its own reckoning. */
export function framed({ boxes, arrows }: Pick<Layout, "boxes" | "arrows">): Layout {
  const words = arrows.flatMap((arrow) => {
    const { width, height } = labelOf(arrow);
    const { x, y } = arrow.words;
    return width > 0 ? [{ x: x - width / 2, y: y - height / 2, width, height }] : [];
  });
  const corners = arrows.flatMap((arrow) => arrow.corners.map((at) => ({ ...at, width: 0, height: 0 })));
  const areas = [...boxes, ...words, ...corners];
  const left = Math.min(...areas.map(({ x }) => x)) - margin;
  const top = Math.min(...areas.map(({ y }) => y)) - margin;
  return moved(
    {
      width: Math.max(...areas.map(({ x, width }) => x + width)) - left + margin,
      height: Math.max(...areas.map(({ y, height }) => y + height)) - top + margin,
      ...{ boxes, arrows },
    },
    { x: -left, y: -top },
  );
}

function moved(chart: Layout, by: Point): Layout {
  const there = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  return {
    ...chart,
    boxes: chart.boxes.map((box) => ({ ...box, ...there(box) })),
    arrows: chart.arrows.map((arrow) => ({
      ...arrow,
      ...{ corners: arrow.corners.map(there), words: there(arrow.words) },
    })),
  };
}

/** Charts in rows: beside one another as far as the page is wide. A row is a chart that a printed page can break after. */
export function shelved(charts: readonly Layout[]): Layout[] {
  const rows: Layout[] = [];
  for (const chart of charts) {
    const row = rows.at(-1);
    if (!row || row.width + apart + chart.width > widest) {
      rows.push({ ...chart });
      continue;
    }
    const { boxes, arrows } = moved(chart, { x: row.width + apart, y: 0 });
    row.boxes = [...row.boxes, ...boxes];
    row.arrows = [...row.arrows, ...arrows];
    row.width += apart + chart.width;
    row.height = Math.max(row.height, chart.height);
  }
  return rows;
}
