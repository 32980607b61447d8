import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukInput,
  GovukRadios,
  type Typed,
} from "../web/design/index.ts";
import { KnownRisks } from "./known-risks.page.tsx";
import { levelField } from "./risk-assessment.form.ts";
import { type Risk, riskLevels, risks, whatToDo } from "./risk-assessment.ts";
import type { RiskAssessment, RisksTold } from "./risk-assessments.store.ts";

const heights = { low: "Low", medium: "Medium", high: "High" };

/** The first step of a visit: the seven risks, before anybody goes. [E02, D06] */
export function RiskAssessmentPage({
  about,
  action,
  draftAt,
  seen,
  csrf,
  known,
  told,
  typed,
  errors,
}: {
  /** Which record it is about, above the heading. */
  readonly about: string;
  readonly action: string;
  readonly draftAt?: string | undefined;
  readonly seen: number | null;
  readonly csrf: string;
  readonly known: readonly RiskAssessment[];
  readonly told?: RisksTold | undefined;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{about}</span>
      <h1 class="govuk-heading-l">What are the risks of this visit?</h1>
      <p class="govuk-body">Answer before you go. What is known here is ticked already.</p>
      <KnownRisks known={known} told={told} />
      <Form action={action} csrf={csrf} seen={seen ?? undefined} draftAt={draftAt}>
        <GovukCheckboxes
          {...field.choices("risks")}
          fieldset={{ legend: { text: "Which of these apply?", classes: "govuk-fieldset__legend--m" } }}
          hint={{ text: "For each one that you tick, say how high it is." }}
          items={[
            ...(Object.keys(risks) as Risk[]).map((risk) => ({
              value: risk,
              text: risks[risk],
              conditional: { html: <Height risk={risk} typed={typed} errors={errors} /> },
            })),
            { divider: "or" },
            { value: "none", text: "None of these", behaviour: "exclusive" },
          ]}
        />
        <GovukRadios
          {...field.choice("overall")}
          fieldset={{
            legend: { text: "How risky is the whole visit?", classes: "govuk-fieldset__legend--m" },
          }}
          items={riskLevels.map((level) => ({
            value: level,
            text: heights[level],
            hint: { text: whatToDo[level] },
          }))}
        />
        <GovukButton text="Save the assessment" />
      </Form>
    </>
  );
}

function Height({
  risk,
  typed,
  errors,
}: {
  readonly risk: Risk;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      {risk === "other" && <GovukInput {...field.text("other-risk")} label={{ text: "What is the risk?" }} />}
      <GovukRadios
        {...field.choice(levelField(risk))}
        classes="govuk-radios--inline"
        fieldset={{ legend: { text: `How high: ${risks[risk].toLowerCase()}?` } }}
        items={riskLevels.map((level) => ({ value: level, text: heights[level] }))}
      />
    </>
  );
}
