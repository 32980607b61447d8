import {
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  GovukWarningText,
} from "../web/design/index.ts";
import { whatToDo } from "./risk-assessment.ts";
import type { RiskAssessment } from "./risk-assessments.store.ts";
import { type Found, findings } from "./visit.ts";

/** The first question after a visit. Without a risk assessment there is nothing to record. [E02] */
export function FoundPage({
  reference,
  assessment,
  errors,
}: {
  readonly reference: string;
  readonly assessment: RiskAssessment | undefined;
  readonly errors: FormErrors | undefined;
}) {
  if (!assessment) return <RiskFirst reference={reference} />;
  return (
    <>
      <span class="govuk-caption-l">{reference}, step 2 of 2</span>
      <h1 class="govuk-heading-l">What did you find?</h1>
      {assessment.overall === "high" && (
        <GovukWarningText text={`High risk. ${whatToDo.high}`} iconFallbackText="Warning" />
      )}
      <form action={`/cases/${reference}/visits/outcome`} method="get" novalidate>
        <GovukRadios
          {...fieldsOf({}, errors).choice("found")}
          items={(Object.keys(findings) as Found[]).map((found) => ({
            value: found,
            text: findings[found].says,
            hint: { text: findings[found].means },
          }))}
          fieldset={{ legend: { text: "What did you find?", classes: "govuk-visually-hidden" } }}
        />
        <GovukButton text="Continue" />
      </form>
    </>
  );
}

/** Refuses to record a visit whose risks nobody has weighed, and says the way. */
export function RiskFirst({ reference }: { readonly reference: string }) {
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Assess the risks first</h1>
      <p class="govuk-body">
        What you found can be recorded once the risks of this visit have been assessed. It takes a minute, and
        the next visitor will be glad of it.
      </p>
      <GovukButton text="Assess the risks" href={`/cases/${reference}/visits/risk-assessment`} />
    </>
  );
}
