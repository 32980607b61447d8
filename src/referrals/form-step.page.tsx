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
import { type About, fieldsAsked, type Question, type Step } from "./form-definition.ts";

export type StepPageProps<Known extends About> = {
  step: Step<Known>;
  child: Known;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  csrf: string;
  action: string;
  draftAt: string | undefined;
  place: string;
  /** The words of the button and of what may stay empty, where the page is not in English. */
  button?: string;
  optional?: string;
  /** What else is said above the button, such as until when it is kept. */
  besides?: string;
};

/** One page of a form: why it is asked, the questions, and what was typed so far. */
export function StepPage<Known extends About>(props: StepPageProps<Known>) {
  const { step, csrf, action, draftAt, place, button = "Save and continue", besides } = props;
  return (
    <>
      <span class="govuk-caption-l">{place}</span>
      <h1 class="govuk-heading-l">{step.title}</h1>
      <p class="govuk-body">{step.why}</p>
      <Form action={action} csrf={csrf} draftAt={draftAt}>
        <StepFields {...props} />
        {besides && <p class="govuk-body">{besides}</p>}
        <GovukButton text={button} preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** The questions of one step, with what was typed so far. */
export function StepFields<Known extends About>({
  step,
  child,
  typed,
  errors,
  optional = "optional",
}: Pick<StepPageProps<Known>, "step" | "child" | "typed" | "errors" | "optional">) {
  // A question that other answers give reason to is asked once they have.
  const fields = fieldsAsked(step, child).filter(
    ({ ifAnswers, name }) => !ifAnswers || errors?.beside[name] || typed?.[name],
  );
  const props = fieldsOf(typed ?? step.prefilled?.(child), errors);
  const under = (name: string, answer: string) =>
    fields.filter((field) => field.under?.name === name && field.under.answer === answer);
  return fields
    .filter((field) => !field.under)
    .map((field) => <Asked key={field.name} field={field} props={props} under={under} optional={optional} />);
}

type AskedProps = {
  field: Question;
  props: ReturnType<typeof fieldsOf>;
  under: (name: string, answer: string) => Question[];
  optional: string;
};

function Asked({ field, props, under, optional }: AskedProps): Markup {
  const label = {
    text: field.wanted ? field.asks : `${field.asks} (${optional})`,
    classes: "govuk-label--s",
  };
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
              <Asked key={one.name} field={one} props={props} under={under} optional={optional} />
            ));
            return { ...item, conditional: { html } };
          })}
        />
      );
  }
}

function itemsOf(field: Extract<Question, { kind: "choice" | "choices" }>) {
  return field.of.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined }));
}
