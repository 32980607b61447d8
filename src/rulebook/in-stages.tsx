import type { ComponentChild } from "preact";
import { drawingOf, type StageDrawing } from "../procedures/drawing/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { counted } from "../web/design/index.ts";
import { Chart } from "./chart.tsx";
import type { Mark } from "./chart-box.tsx";
import { Folded } from "./folded.tsx";

/** Where the row of a step stands on a page that shows its procedure. */
export function rowAnchor({ procedure }: Pick<Procedure, "procedure">, rule: string): string {
  return `${procedure}-${rule}`;
}

type Shown = {
  procedure: Procedure;
  /** The parts to show; all of them unless told. */
  charts?: readonly StageDrawing[];
  marks?: ReadonlyMap<string, Mark>;
  table: (chart: StageDrawing) => ComponentChild;
  /** If a part is open at first; else it is folded away. */
  isOpen?: (chart: StageDrawing) => boolean;
};

/** A procedure stage by stage: links to the parts, then the table and the chart of each. On a phone the table comes first. */
export function InStages({ procedure, charts = drawingOf(procedure), marks, table, isOpen }: Shown) {
  const anchor = ({ stage }: StageDrawing) => `${procedure.procedure}-part-${stage}`;
  return (
    <>
      <nav class="keepsight-not-printed" aria-label={`Parts of ${procedure.title}`}>
        <ul class="keepsight-line">
          {charts.map((chart) => (
            <li key={chart.stage}>
              <a href={`#${anchor(chart)}`}>{chart.title}</a> ({counted(chart.steps.length, "step")})
            </li>
          ))}
        </ul>
      </nav>
      {charts.map((chart) => (
        <Folded
          key={chart.stage}
          id={anchor(chart)}
          title={chart.title}
          holds={counted(chart.steps.length, "step")}
          isOpen={isOpen?.(chart) ?? false}
        >
          <div class="keepsight-stage">
            {table(chart)}
            <Chart
              {...{ chart, marks }}
              called={`${procedure.title}: ${chart.title}`}
              rowOf={(rule) => `#${rowAnchor(procedure, rule)}`}
            />
          </div>
        </Folded>
      ))}
    </>
  );
}
