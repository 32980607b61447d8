import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";
import { type Box, labelOf } from "./boxes.ts";
import type { Arrow } from "./flow.ts";
import type { Point, Rank } from "./routes.ts";

type Sized = { width: number; height: number };
/** A box with its middle. */
type Node = Sized & Point & { key: string };
/** An arrow with the points that it goes by, and the middle of its words. */
type Line = { arrow: Arrow; by: Point[]; words: Point; height: number };

/** Places for boxes and words, row by row. Dagre draws downwards: to run from left to right, sides are swapped before. */
export function placedByDagre(boxes: readonly Box[], arrows: readonly Arrow[], turned: boolean) {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ nodesep: 24, edgesep: 16, ranksep: turned ? 46 : 60 });
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
export function ranksOf(nodes: readonly Node[], lines: readonly Line[]): Rank[] {
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
