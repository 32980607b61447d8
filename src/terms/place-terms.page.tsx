import { DenseTable, Form, GovukButton, GovukInsetText, weekdayInWords } from "../web/design/index.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import { kindsInWords, schoolYearOf, spanInWords } from "./term-span.ts";
import type { TermPlace } from "./terms.store.ts";

export type PlaceTermsPageProps = {
  readonly place: TermPlace;
  readonly spans: readonly KnownSpan[];
  /** The school has none of its own: these are its authority's. */
  readonly borrowed: boolean;
  readonly csrf: string;
};

/** The term dates of one school or authority, a table for each school year, the newest first. */
export function PlaceTermsPage({ place, spans, borrowed, csrf }: PlaceTermsPageProps) {
  const years = [...Map.groupBy(spans, ({ from }) => schoolYearOf(from))].sort(([a], [b]) => b - a);
  const columns = [{ text: "What" }, { text: "First day" }, { text: "Last day" }];
  return (
    <>
      <h1 class="govuk-heading-xl">Term dates of {place.name}</h1>
      {borrowed && (
        <GovukInsetText
          text={`No dates of its own are known. These are ${place.authority}'s, by which it is counted.`}
        />
      )}
      {years.length === 0 ? (
        <p>None are known yet. Send a file on the page Term dates.</p>
      ) : (
        !borrowed && (
          <p>
            To correct terms, send a file with all of the school year. Take out what is not so, such as a
            closure that did not happen. Deadlines are worked out anew within two minutes.
          </p>
        )
      )}
      {years.map(([year, inYear]) => (
        <DenseTable
          caption={`School year ${year} to ${year + 1}`}
          columns={borrowed ? columns : [...columns, { text: "Not so?" }]}
          rows={inYear.map((span) => [
            kindsInWords[span.kind],
            weekdayInWords(span.from),
            weekdayInWords(span.until),
            ...(borrowed ? [] : [<TakeOut span={span} code={place.code} csrf={csrf} />]),
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
      <GovukButton
        classes="govuk-button--secondary govuk-!-margin-bottom-0"
        html={
          <>
            Take out
            <span class="govuk-visually-hidden">
              : {kindsInWords[span.kind]}, {spanInWords(span)}
            </span>
          </>
        }
      />
    </Form>
  );
}
