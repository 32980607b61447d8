import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukFileUpload,
  GovukRadios,
  type Typed,
} from "../web/design/index.ts";
import { type Way, ways } from "./lost-pupil.ts";

/** Where a transfer file is put into the store. An officer may say when School to School lets it go. */
export function SendFile({
  action,
  csrf,
  offered,
  typed,
  errors,
}: {
  action: string;
  csrf: string;
  offered: readonly Way[];
  typed: Typed | undefined;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <Form action={action} csrf={csrf} files>
      <GovukRadios
        {...field.choice("came")}
        fieldset={{ legend: { text: "Why is it put here?", classes: "govuk-fieldset__legend--s" } }}
        items={offered.map((value) => ({ value, text: ways[value] }))}
      />
      {offered.includes("s2s") && (
        <GovukDateInput
          {...field.day("agesOut")}
          fieldset={{
            legend: {
              text: "When does School to School let it go? (optional)",
              classes: "govuk-fieldset__legend--s",
            },
          }}
          hint={{ text: "You are warned a month before. Here it stays until the child is found." }}
        />
      )}
      <GovukFileUpload
        id="file"
        name="file"
        label={{ text: "The Common Transfer File", classes: "govuk-label--s" }}
        hint={{
          classes: "govuk-!-text-break-word",
          text: "One pupil a file, to XXXXXXX or MMMMMMM, under its own name such as 9972001_CTF_XXXXXXX_001.xml. A refused file may still name the school that refused it.",
        }}
        errorMessage={errors?.beside["file"]}
      />
      <GovukButton text="Put it into the store" classes="govuk-button--secondary" preventDoubleClick={true} />
    </Form>
  );
}
