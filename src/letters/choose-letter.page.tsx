import { type FormErrors, fieldsOf, GovukButton, GovukRadios } from "../web/design/index.ts";
import type { Recipient } from "./recipients.ts";
import type { TemplateInUse } from "./templates-in-use.ts";

export type LetterChoice = { template?: string | undefined; to?: string | undefined };

/** Which letter, and to whom: the letter that the procedure asks for next stands first. */
export function ChooseLetterPage({
  reference,
  templates,
  next,
  recipients,
  chosen,
  errors,
}: {
  readonly reference: string;
  readonly templates: readonly TemplateInUse[];
  /** The letter that is owed. */
  readonly next: TemplateInUse | undefined;
  readonly recipients: readonly Recipient[];
  readonly chosen: LetterChoice;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf({ template: next?.name, ...chosen }, errors);
  const inOrder = [...templates].sort((one, other) => Number(other === next) - Number(one === next));
  return (
    <>
      <span class="govuk-caption-l">Case {reference}</span>
      <h1 class="govuk-heading-l">Write a letter</h1>
      {templates.length === 0 ? (
        <p class="govuk-body">There is no letter in this case that your role sends.</p>
      ) : recipients.length === 0 ? (
        <p class="govuk-body">
          No carer and no referrer is on record, so there is nobody to write to. Record a carer on the child's
          page first.
        </p>
      ) : (
        <form action={`/cases/${reference}/letters/new`} method="get" novalidate>
          <GovukRadios
            {...field.choice("template")}
            fieldset={{ legend: { text: "Which letter?", classes: "govuk-fieldset__legend--m" } }}
            items={inOrder.map((template) => ({
              value: template.name,
              text: template.title,
              hint: template === next ? { text: "The next step of this case" } : undefined,
            }))}
          />
          <GovukRadios
            {...field.choice("to")}
            fieldset={{ legend: { text: "To whom?", classes: "govuk-fieldset__legend--m" } }}
            items={recipients.map((recipient) => ({
              value: recipient.key,
              text: `${recipient.name} (${recipient.called})`,
              hint: { text: placeInWords(recipient) },
            }))}
          />
          <GovukButton text="Continue" />
        </form>
      )}
    </>
  );
}

/** Where a letter to somebody would go. */
function placeInWords({ address, note }: Recipient): string {
  if (note === "hidden") return "The address is hidden for safety: it is printed on no letter";
  if (note === "none") return "No address is known";
  const lines = address.replaceAll("\n", ", ");
  return note === "left" ? `${lines} (the family has left this address)` : lines;
}
