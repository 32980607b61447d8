import { roles } from "../access/roles.ts";
import { type Rule, roleInWords, units } from "../procedures/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";

export type ObligationPageProps = {
  readonly at: string;
  readonly rule: Rule;
  readonly title: string;
  readonly seen: number;
  readonly csrf: string;
  readonly draftAt: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** What of one obligation an officer may change: time, owner, wording, who is told, and the reading. */
export function ObligationPage({ at, rule, title, seen, csrf, draftAt, typed, errors }: ObligationPageProps) {
  const field = fieldsOf({ ...fieldsOfRule(rule), ...typed }, errors);
  const owners = rule.eachEnquiry ? [...roles, "whoever-was-asked" as const] : roles;
  return (
    <>
      <span class="govuk-caption-xl">{rule.clause}</span>
      <h1 class="govuk-heading-xl">Change an obligation</h1>
      <p>
        <strong>{title}</strong>: {rule.asks}
      </p>
      <Form action={at} csrf={csrf} seen={seen} draftAt={draftAt}>
        <GovukTextarea
          {...field.text("asks")}
          rows="3"
          label={{ text: "What is to be done, in our own words" }}
        />
        <GovukSelect
          {...field.text("role")}
          label={{ text: "Who owes it" }}
          items={owners.map((role) => ({ value: role, text: roleInWords(role) }))}
        />
        <h2 class="govuk-heading-m">Within which time</h2>
        <GovukInput
          {...field.text("count")}
          label={{ text: "How many" }}
          classes="govuk-input--width-4"
          inputmode="numeric"
        />
        <GovukSelect
          {...field.text("unit")}
          label={{ text: "Of what" }}
          items={units.map((unit) => ({ value: unit, text: unit }))}
        />
        <GovukRadios
          {...field.choice("counting")}
          fieldset={{ legend: { text: "Which day is day one" } }}
          hint={{ text: "Minutes, hours and terms always run from the moment itself or after the day." }}
          items={[
            { value: "after", text: "The day after it happened" },
            { value: "beginning with", text: "The day on which it happened" },
          ]}
        />
        <GovukSelect
          {...field.text("tell")}
          label={{ text: "Who is told when it is late" }}
          items={[
            { value: "nobody", text: "Nobody" },
            ...roles.map((role) => ({ value: role, text: roleInWords(role) })),
          ]}
        />
        <h2 class="govuk-heading-m">How the document is read</h2>
        <p>
          What the document leaves open, and why it is read as it is. If you change the time, see whether
          these words still hold. Leave all three empty where nothing is open.
        </p>
        <GovukTextarea {...field.text("question")} rows="2" label={{ text: "The question" }} />
        <GovukTextarea {...field.text("choice")} rows="2" label={{ text: "The choice" }} />
        <GovukTextarea {...field.text("why")} rows="3" label={{ text: "Why" }} />
        <GovukButton text="Save and look at its examples" />
      </Form>
    </>
  );
}

function fieldsOfRule({ asks, role, within, late, reading }: Rule): Typed {
  return {
    ...{ asks, role, count: within.count, unit: within.unit, counting: within.counting },
    tell: late?.tell ?? "nobody",
    ...reading,
  };
}
