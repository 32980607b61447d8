import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";
import { type Box, boxesOf, labelOf } from "./boxes.ts";
import type { Arrow, StageFlow } from "./flow.ts";
import { type Point, type Rank, type Routed, routesOf } from "./routes.ts";

/** A box with the place of its upper left corner. */
export type PlacedBox = Box & Point;

/** An arrow as a line: its corners, its words and where their middle is. */
export type PlacedArrow = Routed & { lines: readonly string[] };

/** A chart, in pixels. */
export type Layout = { width: number; height: number; boxes: PlacedBox[]; arrows: PlacedArrow[] };

/** As wide as a desk's page: a chart that would be wider runs from left to right instead of down, if that is narrower. */
const widest = 1180;
const apart = 40;
/** So that a thick border is not cut off. */
const margin = 4;

/** Lays a chart out. The same flow gives the same chart. Parts that nothing joins are laid out each by itself. */
export function layoutOf(flow: StageFlow): Layout {
  const boxes = boxesOf(flow);
  return shelved(
    partsOf(boxes, flow.arrows).map((part) => {
      const arrows = flow.arrows.filter(({ from }) => part.some(({ key }) => key === from));
      const down = laidOut(part, arrows, false);
      if (down.width <= widest) return down;
      const across = laidOut(part, arrows, true);
      return across.width < down.width ? across : down;
    }),
  );
}

/** Dagre draws downwards; to run from left to right, all sides are swapped before and after. */
function laidOut(boxes: readonly Box[], arrows: readonly Arrow[], turned: boolean): Layout {
  const { nodes, lines } = placedByDagre(boxes, arrows, turned);
  const middles = new Map(nodes.map((node) => [node.key, node]));
  const turn = ({ x, y }: Point): Point => (turned ? { x: y, y: x } : { x, y });
  return framed({
    boxes: boxes.map((box) => {
      const middle = turn(middles.get(box.key) ?? { x: 0, y: 0 });
      return { ...box, x: middle.x - box.width / 2, y: middle.y - box.height / 2 };
    }),
    arrows: routesOf(lines, middles, ranksOf(nodes, lines)).map(({ corners, words, heading, ...arrow }) => ({
      ...{ ...arrow, corners: corners.map(turn), words: turn(words), heading: turn(heading) },
      lines: labelOf(arrow).lines,
    })),
  });
}

/** A chart moved so that it begins at its upper left corner. Dagre leaves lines that run back out of its own reckoning. */
function framed({ boxes, arrows }: Pick<Layout, "boxes" | "arrows">): Layout {
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

type Sized = { width: number; height: number };
type Node = Sized & Point & { key: string };
type Line = { arrow: Arrow; by: Point[]; words: Point; height: number };

function placedByDagre(boxes: readonly Box[], arrows: readonly Arrow[], turned: boolean) {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ nodesep: 24, edgesep: 16, ranksep: 60 });
  for (const { key, width, height } of boxes) graph.setNode(key, swapped({ width, height }, turned));
  for (const arrow of arrows)
    graph.setEdge(arrow.from, arrow.to, { ...swapped(labelOf(arrow), turned), labelpos: "c" }, nameOf(arrow));
  layout(graph);
  const nodes = boxes.map(({ key }): Node => {
    const { x = 0, y = 0, width, height }: NodeLabel = graph.node(key);
    return { key, x, y, width, height };
  });
  const lines = arrows.map((arrow): Line => {
    const {
      points = [],
      x = 0,
      y = 0,
      height = 0,
    }: EdgeLabel = graph.edge(arrow.from, arrow.to, nameOf(arrow));
    return { arrow, by: points.slice(1, -1), words: { x, y }, height };
  });
  return { nodes, lines };
}

const nameOf = ({ waits }: Arrow) => (waits ? "waits" : "starts");

function swapped({ width, height }: Sized, turned: boolean): Sized {
  return turned ? { width: height, height: width } : { width, height };
}

/** The rows of a chart: how far the boxes and words in each reach up and down. Lines bend only between rows. */
function ranksOf(nodes: readonly Node[], lines: readonly Line[]): Rank[] {
  const rows = new Map<number, Rank>();
  const add = (y: number, height: number) => {
    const row = rows.get(Math.round(y)) ?? { middle: y, top: y, bottom: y };
    row.top = Math.min(row.top, y - height / 2);
    row.bottom = Math.max(row.bottom, y + height / 2);
    rows.set(Math.round(y), row);
  };
  for (const { y, height } of nodes) add(y, height);
  for (const { by, words, height } of lines) {
    for (const point of by) add(point.y, 0);
    if (height > 0) add(words.y, height);
  }
  return [...rows.values()];
}

/** The boxes that arrows join, each group by itself, in the order of their first box. */
function partsOf(boxes: readonly Box[], arrows: readonly Arrow[]): Box[][] {
  const group = new Map(boxes.map(({ key }, place) => [key, place]));
  for (const _ of boxes)
    for (const { from, to } of arrows) {
      const least = Math.min(group.get(from) ?? 0, group.get(to) ?? 0);
      group.set(from, least).set(to, least);
    }
  return [...new Set(group.values())].map((part) => boxes.filter(({ key }) => group.get(key) === part));
}

/** Charts beside one another as far as the page is wide, then below. */
function shelved(charts: readonly Layout[]): Layout {
  const whole: Layout = { width: 0, height: 0, boxes: [], arrows: [] };
  let [left, top] = [0, 0];
  for (const chart of charts) {
    if (left > 0 && left + chart.width > widest) [left, top] = [0, whole.height + apart];
    const { boxes, arrows } = moved(chart, { x: left, y: top });
    whole.boxes.push(...boxes);
    whole.arrows.push(...arrows);
    whole.width = Math.max(whole.width, left + chart.width);
    whole.height = Math.max(whole.height, top + chart.height);
    left += chart.width + apart;
  }
  return whole;
}
