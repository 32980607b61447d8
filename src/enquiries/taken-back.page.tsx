import {
  Form,
  type FormErrors,
  GovukButton,
  GovukInsetText,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import { AnswerFields } from "./answer-fields.form.tsx";
import type { GivenAnswer } from "./answers.store.ts";
import type { Enquiry } from "./enquiry.ts";
import { WhomToTell } from "./given-back.page.tsx";

/**
 * What a question that was taken back leads to: that it is so, and nothing of the child. Whoever was answering from a page that was kept
 * open reads what became of it, and may mend what was refused. [E01] [G01]
 */
export function TakenBackPage({
  enquiry,
  answers,
  csrf,
  typed,
  errors,
}: {
  readonly enquiry: Enquiry;
  /** What this place has answered, also after it was taken back. */
  readonly answers: readonly GivenAnswer[];
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const { reference, askedBy, withdrawnAt, foundToldAt } = enquiry;
  const since = withdrawnAt && `, ${momentInWords(withdrawnAt)}`;
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">This is no longer asked</h1>
      <p class="govuk-body">
        {foundToldAt
          ? `The child of whom ${askedBy} asked you is at a school`
          : `${askedBy} has taken its question back`}
        {since}. You need do nothing. Please keep no copy of what you were told.
      </p>
      {answers.map((answer) => (
        <GovukInsetText
          key={answer.id}
          text={`Your answer is with ${askedBy} all the same, sent ${momentInWords(answer.madeAt)}: ${answerInWords(answer)}`}
        />
      ))}
      {errors ? (
        <>
          <p class="govuk-body">
            What you wrote was not sent, because something in it must be put right first. If you know where
            the child is, or fear for it, put it right and send it all the same.
          </p>
          <Form action={`/questions/${reference}/answers`} csrf={csrf}>
            <AnswerFields enquiry={enquiry} typed={typed} errors={errors} />
            <GovukButton text="Send the answer" preventDoubleClick={true} />
          </Form>
        </>
      ) : (
        <WhomToTell reference={reference} council={askedBy} />
      )}
    </>
  );
}
