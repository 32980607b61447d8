import { draftAt } from "../drafts/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukDetails,
  GovukRadios,
  GovukTextarea,
  GovukWarningText,
  type Typed,
} from "../web/design/index.ts";
import type { Recipient } from "./recipients.ts";
import type { TemplateInUse } from "./templates-in-use.ts";
import { Written } from "./written.tsx";

/** The draft of one letter of a case, by template and recipient. */
export function draftSubjectOf(reference: string, template: string, to: string): string {
  return `${reference}~${template}~${to}`;
}

/** One letter as it reads now, and the form in which its words are changed and it is finished. */
export function WriteLetterPage({
  reference,
  seen,
  csrf,
  template,
  recipient,
  guarded,
  typed,
  errors,
}: {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly template: TemplateInUse;
  readonly recipient: Recipient;
  /** If an address of the child is hidden. */
  readonly guarded: boolean;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const isHidden = recipient.note === "hidden";
  const body = String(typed["body"] ?? "");
  return (
    <>
      <span class="govuk-caption-l">Case {reference}</span>
      <h1 class="govuk-heading-l">{template.title}</h1>
      <p class="govuk-body">
        To <strong>{recipient.name}</strong> ({recipient.called}).{" "}
        <a href={`/cases/${reference}/letters/new`}>Choose another letter or person</a>
      </p>
      {guarded && <Guarded isHidden={isHidden} />}
      {recipient.note === "left" && (
        <GovukWarningText text="The family has left this address." iconFallbackText="Warning" />
      )}
      <section aria-labelledby="reads" class="keepsight-letter-frame">
        <h2 class="govuk-heading-m" id="reads">
          How it reads now
        </h2>
        <Written text={body} below={2} />
      </section>
      <Form
        action={`/cases/${reference}/letters`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt("letter", draftSubjectOf(reference, template.name, recipient.key))}
      >
        <input type="hidden" name="template" value={template.name} />
        <input type="hidden" name="to" value={recipient.key} />
        <GovukTextarea
          {...field.text("body")}
          rows="24"
          label={{ text: "Text of this letter", classes: "govuk-label--m" }}
          hint={{ text: "Fill in each gap: [fill in: …]. What you change here changes this letter alone." }}
        />
        <GovukDetails summaryText="Headings, lists and bold">
          <p class="govuk-body">
            A line that begins with <code>#</code> is a heading, one that begins with <code>-</code> or a
            number is part of a list, and words between <code>**</code> are bold. An empty line begins a new
            paragraph.
          </p>
        </GovukDetails>
        {!isHidden && (
          <GovukTextarea
            {...field.text("address")}
            rows="5"
            label={{ text: "Address on the envelope", classes: "govuk-label--m" }}
            hint={{ text: "Without the name. It may stay empty if you hand the letter over." }}
          />
        )}
        <GovukRadios
          {...field.choice("sentBy")}
          fieldset={{ legend: { text: "How does it go?", classes: "govuk-fieldset__legend--m" } }}
          items={[
            !isHidden && { value: "post", text: "By post" },
            {
              value: "hand",
              text: "Handed over",
              hint: { text: "By you, or by somebody who may know where they live. It is served that day." },
            },
          ]}
        />
        <GovukDateInput
          {...field.day("sentOn")}
          fieldset={{ legend: { text: "On which day?", classes: "govuk-fieldset__legend--m" } }}
        />
        <div class="govuk-button-group">
          <GovukButton text="Show how it reads" name="next" value="show" classes="govuk-button--secondary" />
          <GovukButton text="Finish the letter" name="next" value="finish" preventDoubleClick={true} />
        </div>
      </Form>
    </>
  );
}

function Guarded({ isHidden }: { readonly isHidden: boolean }) {
  return (
    <GovukWarningText
      iconFallbackText="Warning"
      text={
        isHidden
          ? "The address is hidden for safety, so it is printed on no letter. Have this letter handed over by somebody who may know it, such as the social worker. No school is filled in, because it may tell where the child is."
          : "An address of this child is hidden for safety. It is printed on no letter, and a letter that says it cannot be finished. No school is filled in, because it may tell where the child is."
      }
    />
  );
}
