import {
  counted,
  DenseTable,
  type FormErrors,
  GovukDetails,
  GovukTag,
  momentInWords,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import { isShown } from "./horizon.ts";
import { CalendarNotices } from "./notices.tsx";
import type { PlaceReach } from "./reach-of-terms.ts";
import { SendTermsForm } from "./send-terms.form.tsx";
import type { TermFile } from "./term-files.store.ts";
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
      <SendTermsForm places={places} csrf={csrf} typed={typed} errors={errors} />
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
