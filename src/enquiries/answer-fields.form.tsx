import {
  type FormErrors,
  fieldsOf,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import type { Enquiry } from "./enquiry.ts";

/** The questions that make up an answer: to a school "is the child on your roll?", to others what they know. [B08, E01] */
export function AnswerFields({
  enquiry,
  typed,
  errors,
}: {
  readonly enquiry: Enquiry;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const ofSchool = enquiry.toKind === "school";
  const field = fieldsOf(typed, errors);
  const onRoll = (
    <>
      {!ofSchool && <GovukInput {...field.text("school")} label={{ text: "Name of the school" }} />}
      <GovukDateInput
        {...field.day("started")}
        fieldset={{ legend: { text: ofSchool ? "Since which day?" : "Since which day, if you know?" } }}
      />
      <GovukRadios
        {...field.choice("attending")}
        classes="govuk-radios--inline"
        fieldset={{
          legend: { text: ofSchool ? "Does the child attend?" : "Does the child attend, if you know?" },
        }}
        items={[
          { value: "yes", text: "Yes" },
          { value: "no", text: "No" },
        ]}
      />
    </>
  );
  return (
    <>
      <GovukRadios
        {...field.choice("answer")}
        fieldset={{
          legend: {
            text: ofSchool ? "Is this child on your roll?" : "What do you know?",
            classes: "govuk-fieldset__legend--m",
          },
        }}
        items={
          ofSchool
            ? [
                { value: "on-roll", text: "Yes", conditional: { html: onRoll } },
                { value: "nothing-known", text: "No" },
                {
                  value: "not-sure",
                  text: "Not sure",
                  hint: { text: "Say why below. The question stays open." },
                },
              ]
            : [
                {
                  value: "on-roll",
                  text: "The child is on the roll of a school",
                  conditional: { html: onRoll },
                },
                {
                  value: "knows-family",
                  text: "We know the family",
                  conditional: { html: <WhereTheyLive enquiry={enquiry} typed={typed} errors={errors} /> },
                },
                {
                  value: "nothing-known",
                  text: "We know nothing of them",
                  hint: { text: "That helps too: nobody asks you again in vain." },
                },
                {
                  value: "not-sure",
                  text: "Not sure",
                  hint: { text: "Say why below. The question stays open." },
                },
              ]
        }
      />
      <GovukTextarea
        {...field.text("note")}
        rows="3"
        label={{ text: "Anything else that helps to find the child", classes: "govuk-label--s" }}
      />
    </>
  );
}

function WhereTheyLive({
  enquiry,
  typed,
  errors,
}: {
  readonly enquiry: Enquiry;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <GovukRadios
        {...field.choice("where")}
        fieldset={{ legend: { text: "Where do they live now?" } }}
        items={[
          {
            value: "outside",
            text: enquiry.toAuthorityId ? `In ${enquiry.to}` : `Outside ${enquiry.askedBy}`,
          },
          { value: "inside", text: `In ${enquiry.askedBy}` },
          { value: "unknown", text: "Not known" },
        ]}
      />
      <GovukTextarea {...field.text("address")} rows="3" label={{ text: "Address, if you may tell it" }} />
      <GovukInput
        {...field.text("postcode")}
        classes="govuk-input--width-10"
        label={{ text: "Postcode, if you know it" }}
      />
    </>
  );
}
