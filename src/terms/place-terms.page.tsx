import { DenseTable, GovukInsetText, weekdayInWords } from "../web/design/index.ts";
import { kindsInWords, type Span, schoolYearOf } from "./term-span.ts";

export type PlaceTermsPageProps = {
  readonly name: string;
  readonly spans: readonly Span[];
  /** The authority whose dates these are, where the school has none of its own. */
  readonly borrowedFrom: string | undefined;
};

/** The term dates of one school or authority, a table for each school year, the newest first. */
export function PlaceTermsPage({ name, spans, borrowedFrom }: PlaceTermsPageProps) {
  const years = [...Map.groupBy(spans, ({ from }) => schoolYearOf(from))].sort(([a], [b]) => b - a);
  return (
    <>
      <h1 class="govuk-heading-xl">Term dates of {name}</h1>
      {borrowedFrom && (
        <GovukInsetText
          text={`No dates of its own are known. These are ${borrowedFrom}'s, by which it is counted.`}
        />
      )}
      {years.length === 0 && <p>None are known yet. Send a file on the page Term dates.</p>}
      {years.map(([year, inYear]) => (
        <DenseTable
          caption={`School year ${year} to ${year + 1}`}
          columns={[{ text: "What" }, { text: "First day" }, { text: "Last day" }]}
          rows={inYear.map(({ kind, from, until }) => [
            kindsInWords[kind],
            weekdayInWords(from),
            weekdayInWords(until),
          ])}
        />
      ))}
    </>
  );
}
