import { draftAt } from "../drafts/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { disclosedInWords } from "./disclosed-list.page.tsx";
import { choicesIn } from "./disclosure.ts";
import { type Disclosed, disclosable, lawfulBases } from "./enquiry.ts";
import type { AskedSchool, NamedRecipient } from "./recipients.store.ts";
import { SchoolField } from "./school-field.form.tsx";

export interface AskingProps {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly authorities: readonly NamedRecipient[];
  readonly agencies: readonly NamedRecipient[];
  readonly schools: readonly AskedSchool[];
  readonly everything: Disclosed;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}

export function AskForm({
  reference,
  seen,
  csrf,
  authorities,
  agencies,
  schools,
  everything,
  typed,
  errors,
}: AskingProps) {
  const field = fieldsOf(typed, errors);
  const chosen = String(typed["authority"] ?? "");
  return (
    <>
      <h2 class="govuk-heading-m" id="ask">
        Ask somebody
      </h2>
      <Form
        action={`/cases/${reference}/enquiries`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt("enquiries", reference)}
      >
        <GovukSelect
          {...field.text("authority")}
          label={{ text: "Another authority", classes: "govuk-label--s" }}
          items={[
            { value: "", text: "None" },
            ...authorities.map(({ id, name }) => ({
              value: String(id),
              text: name,
              selected: String(id) === chosen,
            })),
          ]}
        />
        {agencies.length > 0 && (
          <GovukCheckboxes
            {...field.choices("agencies")}
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: "Agencies", classes: "govuk-fieldset__legend--s" } }}
            items={agencies.map(({ id, name }) => ({ value: String(id), text: name }))}
          />
        )}
        <SchoolField
          {...field.text("school")}
          label="A school"
          hint="Type the beginning of its name and pick it"
          schools={schools}
        />
        <GovukTextarea
          {...field.text("question")}
          rows="3"
          label={{ text: "Your question, in plain words", classes: "govuk-label--s" }}
        />
        <GovukCheckboxes
          {...field.choices("disclose")}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: "What they are told", classes: "govuk-fieldset__legend--s" } }}
          hint={{
            text: "They see this and nothing else. Tick no more than they need to recognise the child.",
          }}
          items={choicesIn(everything).map((item) => ({
            value: item,
            text: `${disclosable[item]}: ${disclosedInWords(item, everything).replaceAll("\n", ", ")}`,
          }))}
        />
        <GovukRadios
          {...field.choice("basis")}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: "Why the law allows it", classes: "govuk-fieldset__legend--s" } }}
          items={lawfulBases.map((basis) => ({ value: basis, text: basis }))}
        />
        <GovukButton text="Send" preventDoubleClick={true} />
      </Form>
    </>
  );
}
