import { Form, type FormErrors, fieldsOf, GovukButton, GovukInput, type Typed } from "../web/design/index.ts";
import type { VersionRead } from "./edit-version.ts";

export type NamePageProps = {
  readonly version: VersionRead;
  readonly csrf: string;
  readonly draftAt: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** What a version is called. */
export function NamePage({ version, csrf, draftAt, typed, errors }: NamePageProps) {
  const field = fieldsOf({ title: version.title, version: version.version, ...typed }, errors);
  return (
    <>
      <h1 class="govuk-heading-xl">Name this version</h1>
      <Form
        action={`/procedure-versions/${version.id}/name`}
        csrf={csrf}
        seen={version.revision}
        draftAt={draftAt}
      >
        <GovukInput {...field.text("title")} label={{ text: "Title of the procedure" }} />
        <GovukInput
          {...field.text("version")}
          label={{ text: "Name of this version" }}
          hint={{
            text: "Short, and not used before: it stands beside every deadline that this version sets.",
          }}
          classes="govuk-input--width-20"
        />
        <GovukButton text="Save the names" />
      </Form>
    </>
  );
}
