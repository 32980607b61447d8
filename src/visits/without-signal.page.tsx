import {
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
} from "../web/design/index.ts";
import { CardLeft, WhenVisited } from "./record-visit.page.tsx";
import { findings } from "./visit.ts";

/**
 * What a visitor's phone shows by itself where there is no signal: the whole form of a visit on one page, which knows nothing of any
 * child. A script fills in which visits are owed, keeps what is typed, and sends it later. [E02]
 */
export function WithoutSignalPage() {
  const field = fieldsOf();
  return (
    <>
      <h1 class="govuk-heading-l">No signal: record a visit</h1>
      <p class="govuk-body">
        What you write is kept on this phone, encrypted, for two days. It is sent when you open My visits with
        signal.
      </p>
      <form data-visit-without-signal novalidate>
        <GovukSelect
          {...field.text("reference")}
          label={{ text: "Which visit was it?", classes: "govuk-label--m" }}
          hint={{ text: "The visits that My visits showed last, whose risks are assessed." }}
          items={[{ value: "", text: "Choose a case" }]}
        />
        <GovukRadios
          {...field.choice("found")}
          fieldset={{ legend: { text: "What did you find?", classes: "govuk-fieldset__legend--m" } }}
          items={Object.entries(findings).map(([value, { says, means }]) => ({
            value,
            text: says,
            hint: { text: means },
            ...(value === "no-answer" && { conditional: { html: <CardLeft field={field} /> } }),
            ...(value === "family-moved" && { conditional: { html: <MovedTo /> } }),
          }))}
        />
        <GovukTextarea
          {...field.text("neighbours")}
          rows="3"
          label={{ text: "What did the neighbours say?", classes: "govuk-label--m" }}
          hint={{ text: "Leave it empty if you did not ask. Never tell them why you ask." }}
        />
        <GovukTextarea
          {...field.text("note")}
          rows="4"
          label={{ text: "What else should be known?", classes: "govuk-label--m" }}
        />
        <WhenVisited field={field} />
        <GovukButton text="Keep it on this phone" />
      </form>
    </>
  );
}

function MovedTo() {
  const field = fieldsOf();
  return (
    <>
      <GovukRadios
        {...field.choice("where")}
        fieldset={{ legend: { text: "Where do they live now?" } }}
        items={[
          { value: "outside", text: "In another council\u2019s area" },
          { value: "inside", text: "Somewhere else in this area" },
          { value: "unknown", text: "Nobody knows" },
        ]}
      />
      <GovukTextarea
        {...field.text("address")}
        rows="3"
        label={{ text: "The new address, as far as you know it" }}
        hint={{ text: "A town is better than nothing." }}
      />
      <GovukInput
        {...field.text("postcode")}
        classes="govuk-input--width-10"
        label={{ text: "Postcode, if you know it" }}
      />
    </>
  );
}
