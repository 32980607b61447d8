import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukTextarea,
  GovukWarningText,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import { addressOf, type BrokenGlass } from "./broken-glass.ts";

/** Opens a restricted record in an emergency, and shows which are open to the reader now. [G04] */
export function BreakGlassPage({
  open,
  csrf,
  typed,
  errors,
}: {
  open: readonly BrokenGlass[];
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-l">Open a restricted record in an emergency</h1>
      <GovukWarningText
        text="Only where a child cannot wait. Your name and your reason stay on record; the safeguarding lead and the named officer read them."
        iconFallbackText="Warning"
      />
      <p class="govuk-body">
        The record opens to you alone, for four hours, then closes by itself. Whoever may see it always needs
        leave from the safeguarding lead instead.
      </p>
      {open.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Open to you now</h2>
          <ul class="govuk-list govuk-list--bullet">
            {open.map(({ id, asked, childId, untilAt }) => (
              <li key={id}>
                <a href={addressOf(asked, childId)}>{asked}</a>
                {`, until ${momentInWords(untilAt)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <Form action="/break-glass" csrf={csrf}>
        <GovukInput
          {...field.text("asked")}
          label={{ text: "Reference of the case or referral, or unique pupil number" }}
          hint={{ text: "For example EM-C-000123. Never a name." }}
          classes="govuk-input--width-20"
          autocomplete="off"
        />
        <GovukTextarea
          {...field.text("reason")}
          label={{ text: "Why do you need it now?" }}
          hint={{ text: "What happened, who told you, and what you will do with it." }}
          rows="4"
        />
        <GovukButton text="Open the record" classes="govuk-button--warning" preventDoubleClick={true} />
      </Form>
    </>
  );
}
