import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { type StepForm, stepForms } from "./home-education.form.ts";
import { answers, endings, views, ways } from "./home-education.ts";
import { homeEducationReasons } from "./reasons.ts";

/** The form of one step of a home education. */
export function StepPage({
  id,
  form,
  csrf,
  name,
  typed,
  errors,
}: {
  id: number;
  form: StepForm;
  csrf: string;
  /** The child's, above the heading. */
  name: string;
  typed: Typed;
  errors?: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const { title, asksDay } = stepForms[form];
  const radios = (of: string, text: string, words: Record<string, string>) => (
    <GovukRadios
      {...field.choice(of)}
      fieldset={{ legend: { text, classes: "govuk-fieldset__legend--s" } }}
      items={Object.entries(words).map(([value, label]) => ({ value, text: label }))}
    />
  );
  const fields = {
    support: () => (
      <GovukInput
        {...field.text("how")}
        label={{ text: "How was it offered?" }}
        hint={{ text: "For example: by letter, with the names of local groups and how to sit exams." }}
      />
    ),
    answer: () => (
      <>
        {radios("answer", "What did the parents answer?", answers)}
        <GovukTextarea {...field.text("words")} label={{ text: "In their words (optional)" }} rows="3" />
      </>
    ),
    reason: () => (
      <>
        {radios("reason", "What main reason do the parents give?", homeEducationReasons)}
        <GovukTextarea {...field.text("words")} label={{ text: "In their words (optional)" }} rows="3" />
      </>
    ),
    review: () => (
      <>
        {radios("how", "How did the parents show the education?", ways)}
        <GovukTextarea
          {...field.text("seen")}
          label={{ text: "What was seen" }}
          hint={{ text: "What the child does, how often, and how it goes on. Also what the child says." }}
          rows="6"
        />
        {radios("view", "Your view: is the education suitable?", views)}
        <p class="govuk-hint">
          "Unsuitable" refers the child as missing education, or is noted in the open case. Parents who
          decline a visit have not thereby shown an unsuitable education.
        </p>
      </>
    ),
    end: () => (
      <>
        {radios("why", "Why has it ended?", endings)}
        <p class="govuk-hint">"Missing education" refers the child. An open case hears of any end.</p>
        <GovukTextarea
          {...field.text("words")}
          label={{ text: "Who says so, and what else is known (optional)" }}
          rows="3"
        />
      </>
    ),
  } satisfies Record<StepForm, () => unknown>;
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <Form action={`/home-education/${id}/${form}`} csrf={csrf}>
        {fields[form]()}
        <GovukDateInput
          {...field.day("happenedOn")}
          fieldset={{
            legend: {
              text: `${asksDay.charAt(0).toUpperCase()}${asksDay.slice(1)}`,
              classes: "govuk-fieldset__legend--s",
            },
          }}
        />
        <GovukButton text="Record it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
