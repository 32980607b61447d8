import type { ComponentChild } from "preact";
import { drawingOf, type StageDrawing } from "../procedures/drawing/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { counted } from "../web/design/index.ts";
import { Chart } from "./chart.tsx";
import type { Mark } from "./chart-box.tsx";

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
  /** Under which heading the parts stand. */
  level?: 2 | 3;
};

/** A procedure stage by stage: the table and the chart of each. On a phone the table comes first. */
export function InStages({ procedure, charts = drawingOf(procedure), marks, table, level = 2 }: Shown) {
  const Heading = level === 2 ? "h2" : "h3";
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
        <div key={chart.stage} class="keepsight-stage">
          <Heading class="govuk-heading-m" id={anchor(chart)}>
            {chart.title}
          </Heading>
          {table(chart)}
          <Chart chart={chart} marks={marks} rowOf={(rule) => `#${rowAnchor(procedure, rule)}`} />
        </div>
      ))}
    </>
  );
}
