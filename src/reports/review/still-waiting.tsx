import { DenseTable, GovukDetails, type Markup } from "../../web/design/index.ts";
import { percent, type StillWaiting } from "./waits.ts";

const width = 640;
const height = 240;
const margin = { left: 44, right: 12, top: 12, bottom: 36 };
const daysOfWeek = 7;

/** How many of all cases are still open so many weeks after they opened: stairs for the eye, and the same as a table. [H07] */
export function StillOpen({
  curve,
  longest,
}: {
  curve: readonly StillWaiting[];
  /** For how many days any case has been watched: of what comes after, nothing is known. */
  longest: number;
}) {
  const weeks = [8, 16, 26].find((most) => longest <= most * daysOfWeek) ?? 52;
  const x = (day: number) =>
    margin.left +
    (Math.min(day, weeks * daysOfWeek) / (weeks * daysOfWeek)) * (width - margin.left - margin.right);
  const y = (share: number) => margin.top + (1 - share) * (height - margin.top - margin.bottom);
  const shown = curve.filter(({ day }) => day <= weeks * daysOfWeek);
  const last = shown.at(-1)?.share ?? 1;
  const stairs = shown.flatMap(({ day, share }, at) => {
    const before = shown[at - 1]?.share;
    return before === undefined
      ? [[x(day), y(share)]]
      : [
          [x(day), y(before)],
          [x(day), y(share)],
        ];
  });
  const points = [...stairs, [x(longest), y(last)]];
  const marks = Array.from({ length: 5 }, (_, quarter) => Math.round((weeks * quarter) / 4));
  return (
    <>
      <svg class="keepsight-stairs" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g>
            <line x1={margin.left} x2={width - margin.right} y1={y(share)} y2={y(share)} />
            <text x={margin.left - 6} y={y(share) + 4} text-anchor="end">{`${share * 100}%`}</text>
          </g>
        ))}
        {marks.map((week) => (
          <text x={x(week * daysOfWeek)} y={height - 14} text-anchor="middle">
            {week}
          </text>
        ))}
        <polyline
          points={points.map(([across = 0, down = 0]) => `${across.toFixed(1)},${down.toFixed(1)}`).join(" ")}
        />
      </svg>
      <p class="govuk-hint">Weeks since the case was opened, and the share of cases that are still open.</p>
      <GovukDetails
        summaryText="The same as a table"
        html={
          <DenseTable
            caption="Still open"
            columns={[{ text: "After" }, { text: "Still open", numeric: true }]}
            rows={marks
              .slice(1)
              .map((week): Markup[] => [
                `${week} weeks`,
                week * daysOfWeek > longest ? "" : percent(shareAt(shown, week * daysOfWeek)),
              ])}
          />
        }
      />
    </>
  );
}

function shareAt(curve: readonly StillWaiting[], day: number): number {
  return curve.findLast((each) => each.day <= day)?.share ?? 1;
}
