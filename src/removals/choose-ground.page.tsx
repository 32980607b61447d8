import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  type Markup,
} from "../web/design/index.ts";
import type { Ground } from "./ground.ts";
import { noGrounds } from "./no-grounds.ts";

export type ChooseGroundProps = {
  name: string;
  grounds: readonly Ground[];
  strip: Markup;
  action: string;
  draftAt: string;
  csrf: string;
  typed: Readonly<Record<string, unknown>> | undefined;
  errors: FormErrors | undefined;
};

/** Why the name should come off: each lawful ground in plain words, and what schools give instead of one. [F01] */
export function ChooseGroundPage(props: ChooseGroundProps) {
  const { name, grounds, strip, action, draftAt, csrf, typed, errors } = props;
  const fields = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">Take a pupil off the roll</h1>
      <p class="govuk-body">
        A name comes off the roll on a ground of regulation 9 of the 2024 Regulations and on no other. Choose
        one; the next page asks only what it needs. Nothing is done until you have checked your answers.
      </p>
      {strip}
      <Form action={action} csrf={csrf} draftAt={draftAt}>
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
            { divider: "or, for another reason:" },
            ...noGrounds.map(({ value, text }) => ({ value: `no-${value}`, text })),
          ]}
        />
        <GovukButton text="Continue" preventDoubleClick={true} />
      </Form>
    </>
  );
}
