import { counted, DenseTable, dayInWords } from "../web/design/index.ts";
import { groundOn } from "./grounds.ts";
import type { LeaversCounted, Span } from "./patterns.store.ts";
import type { GroundAbove } from "./patterns.ts";
import { RemovalsTabs } from "./removals-tabs.tsx";

/** Patterns in removals with their counts: a question to ask a school, never an answer. [H09] */
export function PatternsPage(props: {
  year: Span;
  above: readonly GroundAbove[];
  afterExclusion: readonly LeaversCounted[];
  census: Span;
  year11: readonly LeaversCounted[];
}) {
  const { year, above, afterExclusion, census, year11 } = props;
  return (
    <>
      <h1 class="govuk-heading-l">Patterns in removals</h1>
      <RemovalsTabs of="authority" at="/removals/patterns" />
      <p class="govuk-body">
        Numbers from {dayInWords(year.from)} to {dayInWords(year.until)}, from rolls and removals. A number
        that differs is a reason to ask, and no more: small schools differ by chance, and each removal may
        have its good ground.
      </p>
      <h2 class="govuk-heading-m">One ground far above the others</h2>
      {above.length === 0 ? (
        <p class="govuk-body">No school has four leavers or more on a ground with twice the usual share.</p>
      ) : (
        <DenseTable
          caption="At least four leavers, and at least twice the share of all schools"
          columns={[
            { text: "School" },
            { text: "Ground" },
            { text: "Leavers on it" },
            { text: "In all schools" },
          ]}
          rows={above.map((row) => [
            row.school,
            `${row.letter}: ${groundOn(year.until, row.letter)?.called ?? "not a ground today"}`,
            `${row.leavers} of ${row.of}`,
            `${row.allLeavers} of ${row.allOf}`,
          ])}
        />
      )}
      <h2 class="govuk-heading-m">Home education after a suspension or exclusion</h2>
      <Counts
        rows={afterExclusion}
        caption="Session coded E in the 90 days before"
        column="Home education after code E"
        of="All home education"
        none="No leaver for home education had been suspended or excluded in the 90 days before."
      />
      <h2 class="govuk-heading-m">Year 11 leavers before the January census</h2>
      <Counts
        rows={year11}
        caption={`${dayInWords(census.from)} to ${dayInWords(census.until)}`}
        column="Year 11 leavers"
        of="All leavers"
        none="No pupil of Year 11 has left a roll in this stretch."
      />
    </>
  );
}

function Counts(props: {
  rows: readonly LeaversCounted[];
  caption: string;
  column: string;
  of: string;
  none: string;
}) {
  const rows = props.rows.filter(({ leavers }) => leavers > 0);
  if (rows.length === 0) return <p class="govuk-body">{props.none}</p>;
  const total = rows.reduce((all, { leavers }) => all + leavers, 0);
  return (
    <DenseTable
      caption={`${props.caption}: ${counted(total, "leaver")} of ${counted(rows.length, "school")}`}
      columns={[{ text: "School" }, { text: props.column, numeric: true }, { text: props.of, numeric: true }]}
      rows={rows.map(({ school, leavers, of }) => [school, String(leavers), String(of)])}
    />
  );
}
