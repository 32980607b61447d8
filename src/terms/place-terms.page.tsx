import type { VNode } from "preact";
import { DenseTable, Form, GovukInsetText, RowButton, weekdayInWords } from "../web/design/index.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import { kindsInWords, schoolYearOf, spanInWords } from "./term-span.ts";
import type { TermPlace } from "./terms.store.ts";

export type PlaceTermsPageProps = {
  readonly place: TermPlace;
  readonly own: readonly KnownSpan[];
  /** The dates of its authority, by which a school without terms of its own is counted. */
  readonly borrowed: readonly KnownSpan[] | undefined;
  readonly csrf: string;
};

/** The term dates of one school or authority, a table for each school year, the newest first. */
export function PlaceTermsPage({ place, own, borrowed, csrf }: PlaceTermsPageProps) {
  const takeOut = (span: KnownSpan) => <TakeOut span={span} code={place.code} csrf={csrf} />;
  return (
    <>
      <h1 class="govuk-heading-xl">Term dates of {place.name}</h1>
      {own.length > 0 && (
        <p>
          To correct terms, send a file with all of the school year. Take out what is not so, such as a
          closure that did not happen. Deadlines are worked out anew within two minutes.
        </p>
      )}
      <SchoolYears spans={own} takeOut={takeOut} />
      {borrowed ? (
        <>
          <GovukInsetText
            text={`No terms of its own are known. It is counted by ${place.authority}'s terms, which follow.`}
          />
          <SchoolYears spans={borrowed} />
        </>
      ) : (
        own.length === 0 && <p>None are known yet. Send a file on the page Term dates.</p>
      )}
    </>
  );
}

function SchoolYears({
  spans,
  takeOut,
}: {
  spans: readonly KnownSpan[];
  takeOut?: (span: KnownSpan) => VNode;
}) {
  const years = [...Map.groupBy(spans, ({ from }) => schoolYearOf(from))].sort(([a], [b]) => b - a);
  return (
    <>
      {years.map(([year, inYear]) => (
        <DenseTable
          caption={`School year ${year} to ${year + 1}`}
          columns={[
            { text: "What" },
            { text: "First day" },
            { text: "Last day" },
            ...(takeOut ? [{ text: "Mend" }] : []),
          ]}
          rows={inYear.map((span) => [
            kindsInWords[span.kind],
            weekdayInWords(span.from),
            weekdayInWords(span.until),
            ...(takeOut ? [takeOut(span)] : []),
          ])}
        />
      ))}
    </>
  );
}

function TakeOut({ span, code, csrf }: { span: KnownSpan; code: string; csrf: string }) {
  return (
    <Form action={`/terms/${code}/taken-out`} csrf={csrf}>
      <input type="hidden" name="span" value={span.id} />
      <RowButton
        text="Take out"
        about={`${kindsInWords[span.kind]}, ${spanInWords(span)}`}
        classes="govuk-button--secondary"
      />
    </Form>
  );
}
