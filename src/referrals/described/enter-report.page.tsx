import { Form, type FormErrors, GovukButton, type Typed } from "../../web/design/index.ts";
import { StepFields } from "../form-step.page.tsx";
import { nobodyKnown } from "./content-described.ts";
import type { DescribedForm } from "./described-forms.ts";

/** The forms that an officer may enter for somebody else. */
export function FormsToEnterPage({ forms }: { forms: readonly DescribedForm[] }) {
  return (
    <>
      <h1 class="govuk-heading-l">Enter a report that came by phone, letter or e-mail</h1>
      <p class="govuk-body">Which form is it? Where it came on no form, choose who sent it.</p>
      <ul class="govuk-list">
        {forms.map(({ form, title, forWhom }) => (
          <li key={form}>
            <a class="govuk-link govuk-!-font-weight-bold" href={`/referrals/enter/${form}`}>
              {title}
            </a>
            <p class="govuk-hint">{forWhom}.</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The whole of a form on one page, for an officer with the letter in hand or the caller on the line. */
export function EnterReportPage({
  definition,
  typed,
  errors,
  csrf,
  draftAt,
}: {
  definition: DescribedForm;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  csrf: string;
  draftAt: string;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">{definition.title}</h1>
      <p class="govuk-body">
        What you type is saved as you go. A copy of the letter can be attached once the report is entered.
      </p>
      <Form action={`/referrals/enter/${definition.form}`} csrf={csrf} draftAt={draftAt}>
        <div class="keepsight-whole-form">
          {definition.steps.map((step) => (
            <section key={step.slug} aria-labelledby={`step-${step.slug}`}>
              <h2 class="govuk-heading-m" id={`step-${step.slug}`}>
                {step.title}
              </h2>
              <StepFields step={step} child={nobodyKnown} typed={typed} errors={errors} />
            </section>
          ))}
        </div>
        <GovukButton text="Enter the report" preventDoubleClick={true} />
      </Form>
    </>
  );
}
