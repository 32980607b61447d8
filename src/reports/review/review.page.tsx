import {
  CsvFile,
  DenseTable,
  Filters,
  GovukInput,
  GovukSelect,
  numberInWords,
} from "../../web/design/index.ts";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import { mostReviewed } from "./review.store.ts";
import {
  type GroupReviewed,
  howCounted,
  inOneSentence,
  measured,
  rowOf,
  type Split,
  splits,
} from "./review.ts";
import { StillOpen } from "./still-waiting.tsx";
import type { StillWaiting } from "./waits.ts";

export type ReviewShown = {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  split: Split;
  all: GroupReviewed;
  groups: readonly GroupReviewed[];
  curve: readonly StillWaiting[];
  /** For how many days the longest watched case has been watched. */
  longest: number;
  isCut: boolean;
  fileAt: string;
};

/** How long children wait for a first contact, a visit and an end, and if some groups wait longer. [H07] */
export function ReviewPage(shown: ReviewShown) {
  const { from, to, split, all, groups, curve, longest, isCut, fileAt } = shown;
  const days = (value: string, name: string, label: string) => (
    <GovukInput id={name} name={name} type="date" label={{ text: label }} value={value} />
  );
  return (
    <>
      <h1 class="govuk-heading-l">Data review</h1>
      <p class="govuk-body-l">{inOneSentence(all, { from, to })}</p>
      <SendRegularly report="review" />
      <Filters action="/review">
        {days(from.toString(), "from", "Opened from")}
        {days(to.toString(), "to", "Opened to")}
        <GovukSelect
          id="by"
          name="by"
          label={{ text: "Split by" }}
          items={Object.entries(splits).map(([value, text]) => ({ value, text, selected: value === split }))}
        />
      </Filters>
      {isCut && (
        <p class="govuk-body">
          More than {numberInWords(mostReviewed)} cases opened on these days. The first of them are shown:
          choose fewer days.
        </p>
      )}
      {all.cases === 0 ? (
        <p class="govuk-body">No case was opened on these days.</p>
      ) : (
        <>
          <DenseTable
            caption={`Days until half of the cases had it, by ${splits[split].toLowerCase()}`}
            columns={[{ text: splits[split] }, ...measured.map((text) => ({ text, numeric: true }))]}
            rows={[...groups, all].map(rowOf)}
          />
          <p class="govuk-hint">{howCounted}</p>
          <h2 class="govuk-heading-m">How many are still open</h2>
          <StillOpen curve={curve} longest={longest} />
          <CsvFile href={fileAt}>Take the review as a CSV file</CsvFile>
        </>
      )}
    </>
  );
}
