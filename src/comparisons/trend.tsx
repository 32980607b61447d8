import { DenseTable, GovukDetails, type Markup, numberInWords, shortDay } from "../web/design/index.ts";
import type { DayTotal } from "./overview.store.ts";

const width = 240;
const height = 40;

/** A line of how many were open on the last days, for the eye; the numbers stand in a table behind it. */
export function Trend({ of, totals }: { of: string; totals: readonly DayTotal[] }) {
  const [first] = totals;
  const last = totals.at(-1);
  if (!first || !last || totals.length < 2) return <p class="keepsight-list-card__quiet">No trend yet</p>;
  const most = Math.max(1, ...totals.map(({ open }) => open));
  const days = Math.max(1, first.onDay.until(last.onDay).days);
  const points = totals.map(({ onDay, open }) => {
    const x = 4 + (first.onDay.until(onDay).days / days) * (width - 8);
    return { x, y: height - 4 - (open / most) * (height - 8) };
  });
  const end = points.at(-1);
  return (
    <>
      <svg class="keepsight-trend" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
        {end && <circle cx={end.x} cy={end.y} r="4" />}
      </svg>
      <GovukDetails
        summaryText={`From ${numberInWords(first.open)} on ${shortDay(first.onDay)} to ${numberInWords(last.open)}`}
      >
        <DenseTable
          caption={`${of}: the last days`}
          columns={[
            { text: "Day", unbroken: true },
            { text: "Open", numeric: true },
            { text: "Listed", numeric: true },
          ]}
          rows={totals
            .toReversed()
            .map(({ onDay, open, listed }): Markup[] => [
              shortDay(onDay),
              numberInWords(open),
              numberInWords(listed),
            ])}
        />
      </GovukDetails>
    </>
  );
}
