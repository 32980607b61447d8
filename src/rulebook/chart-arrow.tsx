import { lineHeight, type PlacedArrow, type Point, size } from "../procedures/drawing/index.ts";

const between = lineHeight - 2;

/** One arrow of a chart with its words. Dashed: what it comes from must have happened first. */
export function ChartArrow({ corners, heading, words, lines, waits }: PlacedArrow) {
  const top = words.y - (lines.length * between) / 2;
  return (
    <g class={waits ? "keepsight-chart__arrow keepsight-chart__arrow--waits" : "keepsight-chart__arrow"}>
      <path class="keepsight-chart__line" d={lineOf(corners, heading)} />
      <path d={headOf(corners.at(-1) ?? words, heading)} />
      {lines.map((line, place) => (
        <text key={line} x={words.x} y={top + (place + 0.8) * between} font-size={size - 1}>
          {line}
        </text>
      ))}
    </g>
  );
}

const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Straight within each pair of corners; between two pairs a bend that leaves and arrives straight. */
function lineOf(corners: readonly Point[], { x: sideways }: Point): string {
  return corners
    .map((corner, place) => {
      const last = corners[place - 1];
      if (!last) return `M${at(corner)}`;
      if (place % 2 === 1) return `L${at(corner)}`;
      const middle = { x: (last.x + corner.x) / 2, y: (last.y + corner.y) / 2 };
      const leave = sideways === 0 ? { x: last.x, y: middle.y } : { x: middle.x, y: last.y };
      const arrive = sideways === 0 ? { x: corner.x, y: middle.y } : { x: middle.x, y: corner.y };
      return `C${at(leave)} ${at(arrive)} ${at(corner)}`;
    })
    .join("");
}

function headOf(end: Point, { x, y }: Point): string {
  const back = { x: end.x - x * 9, y: end.y - y * 9 };
  const left = { x: back.x - y * 5, y: back.y - x * 5 };
  const right = { x: back.x + y * 5, y: back.y + x * 5 };
  return `M${at(end)}L${at(left)}L${at(right)}Z`;
}
