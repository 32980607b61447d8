import type { ChildRecord } from "../children/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  type Markup,
  type Typed,
} from "../web/design/index.ts";
import { type Field, fieldsAsked, type Step } from "./form-definition.ts";

export type StepPageProps = {
  step: Step;
  child: ChildRecord;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  csrf: string;
  action: string;
  draftAt: string;
  place: string;
};

/** One page of a form: why it is asked, the questions, and what was typed so far. */
export function StepPage({ step, child, typed, errors, csrf, action, draftAt, place }: StepPageProps) {
  // A question that other answers give reason to is asked once they have.
  const fields = fieldsAsked(step, child).filter(
    ({ ifAnswers, name }) => !ifAnswers || errors?.beside[name] || typed?.[name],
  );
  const props = fieldsOf(typed ?? step.prefilled?.(child), errors);
  const under = (name: string, answer: string) =>
    fields.filter((field) => field.under?.name === name && field.under.answer === answer);
  return (
    <>
      <span class="govuk-caption-l">{place}</span>
      <h1 class="govuk-heading-l">{step.title}</h1>
      <p class="govuk-body">{step.why}</p>
      <Form action={action} csrf={csrf} draftAt={draftAt}>
        {fields
          .filter((field) => !field.under)
          .map((field) => (
            <Question key={field.name} field={field} props={props} under={under} />
          ))}
        <GovukButton text="Save and continue" preventDoubleClick={true} />
      </Form>
    </>
  );
}

type QuestionProps = {
  field: Field;
  props: ReturnType<typeof fieldsOf>;
  under: (name: string, answer: string) => Field[];
};

function Question({ field, props, under }: QuestionProps): Markup {
  const label = { text: field.wanted ? field.asks : optional(field.asks), classes: "govuk-label--s" };
  const fieldset = { legend: { text: label.text, classes: "govuk-fieldset__legend--s" } };
  const hint = field.hint ? { text: field.hint } : undefined;
  switch (field.kind) {
    case "words":
      return (
        <GovukInput
          {...props.text(field.name)}
          label={label}
          hint={hint}
          autocomplete={field.autocomplete}
          classes={field.most <= 40 ? "govuk-input--width-20" : undefined}
        />
      );
    case "long-words":
      return <GovukTextarea {...props.text(field.name)} label={label} hint={hint} rows="4" />;
    case "day":
      return <GovukDateInput {...props.day(field.name)} fieldset={fieldset} hint={hint} />;
    case "choices":
      return (
        <GovukCheckboxes
          {...props.choices(field.name)}
          fieldset={fieldset}
          hint={hint}
          items={itemsOf(field)}
        />
      );
    case "choice":
      return (
        <GovukRadios
          {...props.choice(field.name)}
          fieldset={fieldset}
          hint={hint}
          items={itemsOf(field).map((item) => {
            const more = under(field.name, item.value);
            if (more.length === 0) return item;
            const html = more.map((one) => (
              <Question key={one.name} field={one} props={props} under={under} />
            ));
            return { ...item, conditional: { html } };
          })}
        />
      );
  }
}

function itemsOf(field: Extract<Field, { kind: "choice" | "choices" }>) {
  return field.of.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined }));
}

function optional(question: string): string {
  return `${question} (optional)`;
}
