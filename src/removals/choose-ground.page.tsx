import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInsetText,
  GovukRadios,
  type Markup,
} from "../web/design/index.ts";
import type { Ground } from "./ground.ts";
import { noGrounds } from "./no-grounds.ts";
import type { GroundSet } from "./read-grounds.ts";

export type ChooseGroundProps = {
  name: string;
  /** Those in force on the day that the removal concerns. */
  regulations: GroundSet;
  grounds: readonly Ground[];
  strip: Markup;
  /** Such as that the pupil is not of compulsory school age. */
  toKnow: readonly string[];
  action: string;
  draftAt: string;
  csrf: string;
  typed: Readonly<Record<string, unknown>> | undefined;
  errors: FormErrors | undefined;
};

/** Why the name should come off: each lawful ground in plain words, and what schools give instead of one. [F01] */
export function ChooseGroundPage(props: ChooseGroundProps) {
  const { name, regulations, grounds, strip, toKnow, action, draftAt, csrf, typed, errors } = props;
  const fields = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">Take a pupil off the roll</h1>
      <p class="govuk-body">
        A name comes off the roll on a ground of regulation {regulations.paragraph} of the {regulations.cited}
        , and on no other. Choose one; the next page asks only what it needs. Nothing is done until you have
        checked your answers.
      </p>
      {toKnow.map((words) => (
        <GovukInsetText key={words} text={words} />
      ))}
      {strip}
      <Form action={action} csrf={csrf} draftAt={draftAt}>
        <GovukDateInput
          {...fields.day("judgedOn")}
          fieldset={{ legend: { text: "Which day is it about?", classes: "govuk-fieldset__legend--m" } }}
          hint={{
            text: "Leave it empty for today. An earlier day is judged by the regulations that were in force on it: before 19 August 2024 these were others.",
          }}
        />
        <GovukRadios
          {...fields.choice("reason")}
          fieldset={{
            legend: { text: "Why should the name come off?", classes: "govuk-fieldset__legend--m" },
          }}
          items={[
            ...grounds.map(({ letter, called, says }) => ({
              value: `ground-${letter}`,
              text: `${called} (ground ${letter})`,
              hint: { text: says },
            })),
            { divider: "or" },
            ...noGrounds.map(({ value, text }) => ({ value: `no-${value}`, text })),
          ]}
        />
        <GovukButton text="Continue" preventDoubleClick={true} />
      </Form>
    </>
  );
}
