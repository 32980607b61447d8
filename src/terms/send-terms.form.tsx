import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukFileUpload,
  GovukSelect,
  type Typed,
} from "../web/design/index.ts";
import type { TermPlace } from "./terms.store.ts";

/** Sends a file; who sends for one school alone need not say which. */
export function SendTermsForm({
  places,
  csrf,
  typed,
  errors,
}: {
  readonly places: readonly TermPlace[];
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const [only] = places;
  return (
    <>
      <h2 class="govuk-heading-m">Send term dates</h2>
      <Form action="/terms" csrf={csrf} files>
        {places.length === 1 && only ? (
          <p>
            The dates are those of <strong>{only.name}</strong>.
          </p>
        ) : (
          <GovukSelect
            {...field.text("place")}
            label={{ text: "Whose dates they are" }}
            items={[
              { value: "", text: "As each row of the file says" },
              ...places.map(({ code, name }) => ({ value: code, text: name })),
            ]}
          />
        )}
        <GovukFileUpload
          {...field.text("file")}
          label={{ text: "The file" }}
          hint={{ text: "A calendar (.ics) or a CSV file of at most 1 MB" }}
        />
        <GovukDetails summaryText="What a file must hold" html={<WhatAFileHolds />} />
        <GovukButton text="Send the file" />
      </Form>
    </>
  );
}

function WhatAFileHolds() {
  return (
    <>
      <p>
        In a calendar, events called Term, Half-term, Training day or Closed, or the first and the last day of
        each term. Holidays are passed over: no day between terms counts.
      </p>
      <p>
        In CSV, a first row with the columns Code, Kind, Starts and Ends. Code is a school's LAESTAB or the
        council's code. Kind is term, half-term, inset or closure. Days are written like 2026-09-03 or
        03/09/2026.
      </p>
      <p>
        Send all terms of a school year together: they take the place of what was known of it. The same file
        again changes nothing.
      </p>
    </>
  );
}
