import { type Layout, type PlacedBox, type StageDrawing, shrinkable } from "../procedures/drawing/index.ts";
import { ChartArrow } from "./chart-arrow.tsx";
import { ChartBox, type Mark } from "./chart-box.tsx";

type ChartShown = {
  chart: StageDrawing;
  called: string;
  /** The address of a step's row in the table, by the id of its rule. */
  rowOf: (id: string) => string;
  /** By the keys of boxes; without any the chart is the procedure's own. */
  marks?: ReadonlyMap<string, Mark> | undefined;
};

/**
 * One stage of a procedure as a chart, in a frame that scrolls by itself. It is a group of links and not one picture:
 * each step leads to its row in the table, by keyboard too. The table says all that the chart says, so lines and other
 * boxes are kept from screen readers.
 */
export function Chart({ chart, called, rowOf, marks }: ChartShown) {
  const label = `Chart of ${called}. Each step leads to its row in the table.`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="keepsight-chart" aria-label={label} tabIndex={0}>
      {chart.rows.map((row) => (
        <Row key={row.boxes[0]?.key} {...{ row, rowOf, marks }} />
      ))}
    </section>
  );
}

function Row({ row, rowOf, marks }: Omit<ChartShown, "chart" | "called"> & { row: Layout }) {
  const [width, height] = [Math.ceil(row.width), Math.ceil(row.height)];
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its title would stand over every box as a tip; the frame is labelled.
    <svg
      {...{ width, height }}
      viewBox={`0 0 ${width} ${height}`}
      class={width <= shrinkable ? "keepsight-chart__whole" : undefined}
    >
      <g {...unspoken}>
        {row.arrows.map((arrow) => (
          <ChartArrow key={`${arrow.from} ${arrow.to} ${arrow.waits}`} {...arrow} />
        ))}
      </g>
      {row.boxes.map((box) =>
        box.shape === "step" ? (
          <a key={box.key} href={rowOf(ruleOf(box))}>
            <ChartBox box={box} mark={marks?.get(box.marked)} />
          </a>
        ) : (
          <g key={box.key} {...unspoken}>
            <ChartBox box={box} mark={marks?.get(box.marked)} />
          </g>
        ),
      )}
    </svg>
  );
}

const unspoken = { "aria-hidden": true } as const;
const ruleOf = ({ key }: PlacedBox) => key.slice("step ".length);
