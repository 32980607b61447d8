import type { ComponentChild } from "preact";
import { drawingOf, type StageDrawing } from "../procedures/drawing/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { counted, GovukDetails } from "../web/design/index.ts";
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
  /** If a part is folded away at first: one in which nothing has begun. */
  isFolded?: (chart: StageDrawing) => boolean;
};

/** A procedure stage by stage: the table and the chart of each. On a phone the table comes first. */
export function InStages({ procedure, charts = drawingOf(procedure), marks, table, isFolded }: Shown) {
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
      {charts.map((chart) => {
        const both = (
          <div class="keepsight-stage">
            {table(chart)}
            <Chart
              {...{ chart, marks }}
              called={`${procedure.title}: ${chart.title}`}
              rowOf={(rule) => `#${rowAnchor(procedure, rule)}`}
            />
          </div>
        );
        return (
          <div key={chart.stage} id={anchor(chart)}>
            <h3 class="govuk-heading-s">{chart.title}</h3>
            {isFolded?.(chart) ? (
              <GovukDetails summaryText={`${counted(chart.steps.length, "step")}, none begun`}>
                {both}
              </GovukDetails>
            ) : (
              both
            )}
          </div>
        );
      })}
    </>
  );
}
