import { draftAt } from "../drafts/index.ts";
import { Form, type FormErrors, fieldsOf, GovukButton, GovukSelect } from "../web/design/index.ts";
import { AgencyChoices, type AgencyChoicesProps } from "./agency-choices.form.tsx";
import { DisclosureFields } from "./disclosure.form.tsx";
import type { Disclosed } from "./enquiry.ts";
import type { AskedSchool, NamedRecipient } from "./recipients.store.ts";
import { SchoolField } from "./school-field.form.tsx";

export interface AskingProps extends AgencyChoicesProps {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly authorities: readonly NamedRecipient[];
  readonly schools: readonly AskedSchool[];
  readonly everything: Disclosed;
  readonly errors: FormErrors | undefined;
}

export function AskForm({
  reference,
  seen,
  csrf,
  authorities,
  agencies,
  areaId,
  council,
  recommended,
  schools,
  everything,
  typed,
  errors,
}: AskingProps) {
  const field = fieldsOf(typed, errors);
  const chosen = String(typed["authority"] ?? "");
  return (
    <section class="keepsight-not-printed" aria-labelledby="ask">
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
        <AgencyChoices {...{ agencies, areaId, council, recommended, typed }} />
        <SchoolField
          {...field.text("school")}
          label="A school"
          hint="Type the beginning of its name and pick it"
          schools={schools}
        />
        <DisclosureFields field={field} everything={everything} />
        <GovukButton text="Send" preventDoubleClick={true} />
      </Form>
    </section>
  );
}
