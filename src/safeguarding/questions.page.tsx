import { draftAt } from "../drafts/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  GovukTextarea,
  GovukWarningText,
  type Typed,
} from "../web/design/index.ts";
import { answerWords } from "./answers.ts";
import { clauses, occasions, type Question, questions } from "./questions.ts";

/** The questions of N2.7.4 on one page, with the answers of last time. [E03] */
export function QuestionsPage({
  reference,
  seen,
  csrf,
  typed,
  errors,
}: {
  reference: string;
  seen: number | null;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Is the child safe?</h1>
      <GovukWarningText
        text="If a child is in danger now, call 999 first. Do not wait for this page."
        iconFallbackText="Warning"
      />
      <p class="govuk-body">
        {`Answer each question with what is known today (${clauses.asks}). Any yes asks for a referral to social care, and to the police where a crime is suspected (${clauses.refer}). The answers of last time stand here already.`}
      </p>
      <Form
        action={`/cases/${reference}/safeguarding/questions`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt("safeguarding", reference)}
      >
        <GovukRadios
          {...field.choice("occasion")}
          classes="govuk-radios--inline"
          fieldset={{ legend: { text: "When do you ask?", classes: "govuk-fieldset__legend--s" } }}
          items={Object.entries(occasions).map(([value, text]) => ({ value, text }))}
        />
        {(Object.keys(questions) as Question[]).map((question) => (
          <GovukRadios
            key={question}
            {...field.choice(question)}
            classes="govuk-radios--inline govuk-radios--small"
            fieldset={{ legend: { text: questions[question].asks, classes: "govuk-fieldset__legend--s" } }}
            items={Object.entries(answerWords).map(([value, text]) => ({ value, text }))}
          />
        ))}
        <GovukTextarea
          {...field.text("note")}
          label={{ text: "What is known, and from whom (optional)", classes: "govuk-label--s" }}
          hint={{ text: "For example what the child's friends or the neighbours say (N2.7.5)." }}
          rows="4"
        />
        <GovukButton text="Save the answers" preventDoubleClick={true} />
      </Form>
    </>
  );
}
