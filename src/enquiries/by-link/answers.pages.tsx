import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukInput,
  GovukInsetText,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import { AnswerFields } from "../answer-fields.form.tsx";
import { DisclosedList } from "../disclosed-list.page.tsx";
import type { Enquiry } from "../enquiry.ts";
import { GivenBack, WhomToTell } from "../given-back.page.tsx";
import type { Over } from "./answer-links.store.ts";

/** What any link opens, a good one, an old one or none: it asks for a code and tells nothing. [E01] */
export function LinkPage({ at }: { readonly at: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">A council has a question for you</h1>
      <p class="govuk-body">
        You came here by a link in an e-mail. To make sure that it is you, we send a code of six digits to the
        address to which that e-mail went.
      </p>
      <Form action={`${at}/codes`} csrf="">
        <GovukButton text="Send me a code" preventDoubleClick={true} />
      </Form>
      <p class="govuk-body">
        You need no account. It takes about two minutes, and “we know nothing” is a good answer too.
      </p>
    </>
  );
}

/** Where the code is typed. What it says when it is not let in is the same whatever the reason. [E01] */
export function CodePage({ at, errors }: { readonly at: string; readonly errors: FormErrors | undefined }) {
  return (
    <>
      <h1 class="govuk-heading-l">Type your code</h1>
      <p class="govuk-body">
        If the link is still good, a code is on its way to the address to which the link went. It works once,
        for 10 minutes.
      </p>
      <Form action={`${at}/code`} csrf="">
        <GovukInput
          {...fieldsOf({}, errors).text("code")}
          label={{ text: "Code", classes: "govuk-label--s" }}
          hint={{ text: "Six digits" }}
          classes="govuk-input--width-5 govuk-input--extra-letter-spacing"
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
        />
        <GovukButton text="Go on" preventDoubleClick={true} />
      </Form>
      <GovukDetails
        summaryText="No code has come"
        html={
          <>
            <p>Look among unwanted mail. A code can be sent once a minute.</p>
            <p>
              If none comes, the link may be too old, the council may have taken its question back, or sent
              you a newer link. Then you need do nothing; or ask whoever wrote to you to send a new one.
            </p>
            <Form action={`${at}/codes`} csrf="">
              <GovukButton
                text="Send me another code"
                classes="govuk-button--secondary"
                preventDoubleClick={true}
              />
            </Form>
          </>
        }
      />
    </>
  );
}

/** The question with all that is disclosed and why, and the answer. Shown to the browser that typed the code alone. [E01, G01] */
export function LinkedQuestionPage({
  at,
  enquiry,
  noted,
  typed,
  errors,
}: {
  readonly at: string;
  readonly enquiry: Enquiry;
  /** They have said that they are not sure, and may go on. */
  readonly noted: boolean;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  return (
    <>
      {noted && (
        <GovukInsetText text="What you wrote is with the council. The question stays open, so you can answer it later by this link." />
      )}
      <span class="govuk-caption-l">{enquiry.reference}</span>
      <h1 class="govuk-heading-l">{enquiry.askedBy} asks you about a child</h1>
      <p class="govuk-body-l">{enquiry.question}</p>
      <h2 class="govuk-heading-m">Why we ask, and why you may answer</h2>
      <p class="govuk-body">
        Councils must find out which children of school age are not getting an education. This child may be
        one of them. The law that lets us ask and you answer: {enquiry.lawfulBasis}.
      </p>
      <p class="govuk-body">
        Below is all that we tell you. Use it to answer this question and for nothing else. Answer from what
        you know: do not ask the family, and do not tell it that we asked.
      </p>
      <DisclosedList disclosed={enquiry.disclosed} />
      <Form action={`${at}/question`} csrf="" draftAt={`${at}/draft`}>
        <AnswerFields enquiry={enquiry} typed={typed} errors={errors} />
        <GovukInput
          {...fieldsOf(typed, errors).text("told-by")}
          label={{ text: "Your name and your work", classes: "govuk-label--s" }}
          hint={{ text: "For example: Sam Reed, housing officer. The council may have a question." }}
          autocomplete="name"
        />
        <GovukButton text="Send the answer" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** What stands at the end, and at the same address for whoever makes one up. `late`: the case was closed meanwhile. */
export function SentPage({ late }: { readonly late: boolean }) {
  return (
    <>
      <h1 class="govuk-heading-l">Thank you</h1>
      <p class="govuk-body">
        {late
          ? "The council closed its case while you were writing. What you sent is with it all the same, and those who can open the case again are told."
          : "What you sent is with the council that asked."}{" "}
        You need do nothing more. Please keep no copy of what you were told.
      </p>
    </>
  );
}

/** What a link leads to, after its code, once nobody needs an answer: that it is so, and nothing of the child. [E01] [G01] */
export function OverPage({ enquiry, over }: { readonly enquiry: Enquiry; readonly over: Over }) {
  const { askedBy, reference, answeredAt, needlessSince } = enquiry;
  const since = over === "answered" ? answeredAt : needlessSince;
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">No answer is needed any more</h1>
      <p class="govuk-body">
        {over === "answered"
          ? `${askedBy} has had an answer to its question`
          : `${askedBy} has closed the case about which it asked you`}
        {since && `, ${momentInWords(since)}`}. You need do nothing. Please keep no copy of what you were
        told.
      </p>
      <WhomToTell reference={reference} council={askedBy} />
    </>
  );
}

/**
 * An answer that could not be kept, because the visit was over or the question was answered: all that was typed, given back to whoever
 * typed it. It says nothing that they did not write. [E01]
 */
export function NotSentPage({
  at,
  over,
  typed,
}: {
  readonly at: string;
  /** The question, where this browser may know that it is answered. */
  readonly over: Enquiry | undefined;
  readonly typed: Typed;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Your answer was not sent</h1>
      {over ? (
        <>
          <p class="govuk-body">
            {over.askedBy} has had an answer to this question already
            {over.answeredAt && `, ${momentInWords(over.answeredAt)}`}. If you sent that one, you need do
            nothing more.
          </p>
          <WhomToTell reference={over.reference} council={over.askedBy} />
        </>
      ) : (
        <>
          <p class="govuk-body">
            The hour after your code is over, or the council no longer needs an answer. Copy what you wrote,
            ask for another code and paste it there. If no code comes, the question may have been taken back:
            if you know where the child is, or fear for it, ring whoever wrote to you, or{" "}
            <a class="govuk-link" href="/concern">
              tell us without an account
            </a>
            .
          </p>
          <Form action={`${at}/codes`} csrf="">
            <GovukButton text="Send me another code" preventDoubleClick={true} />
          </Form>
        </>
      )}
      <GivenBack typed={typed} />
    </>
  );
}
