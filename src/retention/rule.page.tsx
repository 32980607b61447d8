import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { countsFrom, type RetentionRule } from "./retention.ts";

/** Giving a rule the authority's own years and its reading of the source. What was before stays on record. */
export function RulePage({
  rule,
  csrf,
  typed,
  errors,
}: {
  rule: RetentionRule;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-l">{rule.called}</h1>
      <p class="govuk-body">{rule.source}</p>
      <Form action={`/retention/rules/${rule.rule}`} csrf={csrf}>
        <GovukInput
          {...field.text("years")}
          label={{ text: `Years after ${countsFrom[rule.countsFrom]}` }}
          classes="govuk-input--width-3"
          inputmode="numeric"
        />
        <GovukTextarea
          {...field.text("reading")}
          label={{ text: "How the authority reads the source, and who decided it" }}
          rows="4"
        />
        <GovukButton text="Keep this rule" preventDoubleClick={true} />
      </Form>
    </>
  );
}
