import {
  counted,
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukFileUpload,
  GovukSelect,
  GovukTag,
  momentInWords,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import { isShown } from "./horizon.ts";
import { CalendarNotices } from "./notices.tsx";
import type { PlaceReach } from "./reach-of-terms.ts";
import type { TermFile } from "./terms.store.ts";
import { countsInWords } from "./terms-words.ts";

export type TermsPageProps = {
  readonly places: readonly PlaceReach[];
  readonly notices: readonly string[];
  readonly files: readonly TermFile[];
  readonly today: Temporal.PlainDate;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Whose term dates are known and until when, and the form that brings more. */
export function TermsPage({ places, notices, files, today, csrf, typed, errors }: TermsPageProps) {
  const own = places.filter(({ schoolId, until }) => schoolId === null || until !== undefined);
  const without = places.filter((place) => !own.includes(place));
  return (
    <>
      <h1 class="govuk-heading-xl">Term dates</h1>
      <CalendarNotices notices={notices} />
      <p>Deadlines in school days are counted by the school's own dates, or else by its council's.</p>
      {own.length > 0 && (
        <DenseTable
          caption="Dates that are known"
          columns={[
            { text: "Whose" },
            { text: "From", unbroken: true },
            { text: "Until", unbroken: true },
            { text: "Deadlines can begin until", unbroken: true },
            { text: "State" },
          ]}
          rows={own.map((place) => [
            <a href={`/terms/${place.code}`}>{place.name}</a>,
            place.from && shortDay(place.from),
            place.until && shortDay(place.until),
            place.horizon && shortDay(place.horizon.lastStart),
            <Reach place={place} today={today} />,
          ])}
        />
      )}
      {without.length > 0 && <WithoutTheirOwn places={without} />}
      <SendForm places={places} csrf={csrf} typed={typed} errors={errors} />
      {files.length > 0 && (
        <DenseTable
          caption="Files sent before"
          columns={[{ text: "File" }, { text: "Sent", unbroken: true }, { text: "Dates in it" }]}
          rows={files.map((file) => [
            <a href={`/terms/files/${file.id}`}>File {file.id}</a>,
            momentInWords(file.madeAt),
            countsInWords(file),
          ])}
        />
      )}
    </>
  );
}

function Reach({ place, today }: { readonly place: PlaceReach; readonly today: Temporal.PlainDate }) {
  if (place.until === undefined) return <GovukTag text="None known" classes="govuk-tag--red" />;
  return place.horizon && isShown(place.horizon, today) ? (
    <GovukTag text="Ends soon" classes="govuk-tag--yellow" />
  ) : (
    <GovukTag text="Long enough" classes="govuk-tag--green" />
  );
}

function WithoutTheirOwn({ places }: { readonly places: readonly PlaceReach[] }) {
  const [only] = places;
  if (only && places.length === 1)
    return (
      <p>
        <a href={`/terms/${only.code}`}>{only.name}</a> has no dates of its own: its council's are counted.
      </p>
    );
  return (
    <GovukDetails
      summaryText={`${counted(places.length, "school")} without dates of their own`}
      html={
        <ul class="govuk-list">
          {places.map(({ code, name }) => (
            <li>
              <a href={`/terms/${code}`}>{name}</a>
            </li>
          ))}
        </ul>
      }
    />
  );
}

function SendForm({
  places,
  csrf,
  typed,
  errors,
}: Pick<TermsPageProps, "places" | "csrf" | "typed" | "errors">) {
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
