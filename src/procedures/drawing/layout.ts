import { type Box, boxesOf, labelOf } from "./boxes.ts";
import { cutAtBusiest } from "./cut.ts";
import type { Arrow, StageFlow } from "./flow.ts";
import { framed, type Layout, shelved, shrinkable, widest } from "./frame.ts";
import { placedByDagre, ranksOf } from "./place-by-dagre.ts";
import { type Point, routesOf } from "./routes.ts";

/** Higher than this, a chart cannot be read on a printed page. */
const tallest = 1700;

/**
 * Lays a stage out in rows. The same flow gives the same chart. Parts that nothing joins are laid out each by itself; one
 * too large for a page is cut in two.
 */
export function layoutOf(flow: StageFlow): Layout[] {
  const boxes = boxesOf(flow);
  const charts = partsOf(boxes, flow.arrows).map((part) => {
    const arrows = flow.arrows.filter(({ from }) => part.some(({ key }) => key === from));
    const down = laidOut(part, arrows, false);
    if (down.width <= widest) return down;
    const across = laidOut(part, arrows, true);
    return across.width < down.width ? across : down;
  });
  const tooLarge = charts.find(({ width, height }) => width > shrinkable || height > tallest);
  const cut = tooLarge && cutAtBusiest(flow, new Set(tooLarge.boxes.map(({ key }) => key)));
  const [whole, halves] = [shelved(charts), cut && layoutOf(cut)];
  return halves && largest(halves) < largest(whole) ? halves : whole;
}

const largest = (rows: readonly Layout[]) => Math.max(...rows.map(({ width, height }) => width * height));

/** A chart from above down, or turned, from left to right. */
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
