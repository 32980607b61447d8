import type { ComponentChildren } from "preact";
import {
  DenseTable,
  dayInWords,
  Filters,
  GovukButton,
  GovukInsetText,
  GovukSelect,
  type Markup,
  momentInWords,
} from "../../web/design/index.ts";
import { Bar } from "../bar.tsx";
import { howCounted } from "../review/review.ts";
import { StillOpen } from "../review/still-waiting.tsx";
import type { StillWaiting } from "../review/waits.ts";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import type { AnnualText } from "./annual.store.ts";
import { paragraphsOf, reportTitle } from "./annual-document.ts";
import { type Part, parts, type Section } from "./annual-report.ts";
import { type AnnualYear, keyOf, spanInWords, yearInWords, yearsOffered } from "./annual-year.ts";
import { lastOf } from "./write-annual-texts.ts";

/** How the numbers of the report are to be read. */
export const notes = `Cases opened in a year are told with everything that was recorded of them until today. ${howCounted}`;

export type AnnualReportShown = {
  authority: { name: string };
  year: AnnualYear;
  today: Temporal.PlainDate;
  /** The report in one sentence; undefined where it could tell of one child. */
  sentence: string | undefined;
  sections: readonly Section[];
  /** Nothing is on record of the year. */
  blank: boolean;
  hasBefore: boolean;
  curve: readonly StillWaiting[];
  longest: number;
  texts: readonly AnnualText[];
  mayEdit: boolean;
  /** The standing duty that the report meets, for those who may see it. */
  duty: { href: string; dueOn: Temporal.PlainDate | undefined } | undefined;
};

/** A year's report for management and the safeguarding board, as a document to print. [H04] */
export function AnnualReportPage(shown: AnnualReportShown) {
  const { authority, year, today, sentence, sections, blank, hasBefore, curve, longest, texts } = shown;
  return (
    <>
      <span class="govuk-caption-l">{authority.name}</span>
      <h1 class="govuk-heading-l">{reportTitle}</h1>
      <p class="govuk-body-l">{`${yearInWords(year)}. ${spanInWords(year, today)}`}</p>
      <SendRegularly report="annual-report" />
      <Tools {...shown} />
      <Written texts={texts} part="introduction" />
      {blank ? (
        <GovukInsetText text="Nothing is on record of this year. Choose another one." />
      ) : (
        <>
          <h2 class="govuk-heading-m">The year in numbers</h2>
          {sentence && <p class="govuk-body">{sentence}</p>}
          {!hasBefore && (
            <p class="govuk-body">
              Nothing is on record of the year before, so there is nothing to compare with.
            </p>
          )}
          {sections.map((section) => (
            <SectionShown {...section} />
          ))}
          {sentence && curve.length > 1 && (
            <>
              <h3 class="govuk-heading-s">How many of the cases opened in the year are still open</h3>
              <StillOpen curve={curve} longest={longest} />
            </>
          )}
          <p class="govuk-hint">{notes}</p>
        </>
      )}
      <Written texts={texts} part="what-we-did" />
      <Written texts={texts} part="what-we-ask" />
    </>
  );
}

/** What is done with the report; none of it is printed. */
function Tools({ year, today, mayEdit, duty }: AnnualReportShown) {
  const key = keyOf(year);
  return (
    <div class="keepsight-not-printed">
      <Filters action="/annual-report">
        <GovukSelect
          id="year"
          name="year"
          label={{ text: "Year" }}
          items={yearsOffered(today).map((each) => ({
            ...{ value: keyOf(each), text: yearInWords(each), selected: keyOf(each) === key },
          }))}
        />
      </Filters>
      {mayEdit && (
        <>
          <GovukButton text="Write the text of the report" href={`/annual-report/texts?year=${key}`} />
          <p class="govuk-hint">
            Where a census day of the year is signed off, your numbers stand beside those of England and your
            region. The Department for Education publishes theirs each term as a data file; whoever looks
            after the server takes it in with <code>keepsight published FILE</code>.
          </p>
        </>
      )}
      <ul class="govuk-list">
        <Download href={`/annual-report.odt?year=${key}`}>Take the report as an ODT file</Download>
        <Download href={`/annual-report.csv?year=${key}`}>Take its numbers as a CSV file</Download>
        <li>For a PDF file, print this page and choose to save it as PDF.</li>
        {duty && (
          <li>
            <a class="govuk-link" href={duty.href}>
              Record that it was reported
            </a>
            {duty.dueOn ? `, due on ${dayInWords(duty.dueOn)}.` : ""}
          </li>
        )}
      </ul>
    </div>
  );
}

function Download({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <li>
      <a class="govuk-link" href={href} download>
        {children}
      </a>
    </li>
  );
}

function Written({ texts, part }: { texts: readonly AnnualText[]; part: Part }) {
  const text = lastOf(texts, part);
  const paragraphs = paragraphsOf(text?.body ?? "");
  return (
    <section class={paragraphs.length === 0 ? "keepsight-not-printed" : undefined}>
      <h2 class="govuk-heading-m">{parts[part]}</h2>
      {paragraphs.length === 0 && <p class="govuk-body">Nothing is written here yet.</p>}
      {paragraphs.map((paragraph) => (
        <p class="govuk-body keepsight-typed">{paragraph}</p>
      ))}
      {text && (
        <p class="govuk-hint keepsight-not-printed">{`Written by ${text.madeBy}, ${momentInWords(text.madeAt)}.`}</p>
      )}
    </section>
  );
}

function SectionShown({ title, columns, rows, bars }: Section) {
  if (rows.length === 0) return <p class="govuk-body">{`${title}: none.`}</p>;
  const most = Math.max(1, ...(bars ?? []).map((bar) => bar ?? 0));
  return (
    <DenseTable
      caption={title}
      columns={[
        ...columns.map((text, at) => ({ text, numeric: at > 0 })),
        ...(bars ? [{ text: "As a picture" }] : []),
      ]}
      rows={rows.map((cells, at): Markup[] => {
        const bar = bars?.[at];
        const picture = bar === undefined ? <span /> : <Bar whole={most} part={bar} dark={0} />;
        return bars ? [...cells, picture] : [...cells];
      })}
    />
  );
}
