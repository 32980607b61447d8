import { CorrectionFields, correctionTitle } from "../cases/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukRadios,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { CardLeft, MovedTo, WhenVisited } from "./record-visit.page.tsx";
import { type Found, findings } from "./visit.ts";

/** The page on which a visit is put right: what belongs to each finding is asked beneath it. [E02] [G03] */
export function CorrectVisitPage({
  reference,
  action,
  csrf,
  authority,
  authorities,
  typed,
  errors,
}: {
  readonly reference: string;
  readonly action: string;
  readonly csrf: string;
  readonly authority: string;
  readonly authorities: readonly { id: number; name: string }[];
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">Case {reference}</span>
      <h1 class="govuk-heading-l">{correctionTitle}</h1>
      <p>
        What was recorded stays readable beside the correction. What is owed is worked out anew, and so is
        what the visit said of the child’s address.
      </p>
      <Form action={action} csrf={csrf}>
        <CorrectionFields field={field} hint="It stands in the chronology as a note." mayBeElsewhere={true}>
          <GovukRadios
            {...field.choice("found")}
            fieldset={{ legend: { text: "What did you find?", classes: "govuk-fieldset__legend--m" } }}
            items={(Object.keys(findings) as Found[]).map((found) => ({
              value: found,
              text: findings[found].says,
              ...(found === "no-answer" && { conditional: { html: <CardLeft field={field} /> } }),
            }))}
          />
          <GovukDetails
            summaryText="If the family has moved: where they live now"
            open={typed["found"] === "family-moved"}
            html={<MovedTo {...{ authority, authorities, typed, errors }} />}
          />
          <GovukTextarea
            {...field.text("neighbours")}
            rows="3"
            label={{ text: "What did the neighbours say?", classes: "govuk-label--m" }}
          />
          <GovukTextarea
            {...field.text("note")}
            rows="4"
            label={{ text: "What else should be known?", classes: "govuk-label--m" }}
          />
          <WhenVisited field={field} />
        </CorrectionFields>
        <GovukButton text="Correct it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
