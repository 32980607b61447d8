import type { Candidate } from "../matching/index.ts";
import {
  Form,
  type FormErrors,
  GovukButton,
  GovukDetails,
  GovukInsetText,
  GovukTag,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import { AnswerFields } from "./answer-fields.form.tsx";
import type { GivenAnswer } from "./answers.store.ts";
import { DisclosedList } from "./disclosed-list.page.tsx";
import { type Enquiry, standingOf } from "./enquiry.ts";
import { OurLists, OwnRoll } from "./our-lists.page.tsx";
import { tags, whenOf } from "./questions.page.tsx";
import type { AskedSchool } from "./recipients.store.ts";

export interface QuestionPageProps {
  readonly enquiry: Enquiry;
  readonly answers: readonly GivenAnswer[];
  readonly now: Temporal.Instant;
  readonly csrf: string;
  readonly done: string | undefined;
  /** Of the questions that still wait for an answer: how many, and the first. Where an answer has just been given. */
  readonly next?: { readonly waiting: number; readonly reference: string } | undefined;
  /** What our own lists show, when an authority is asked. */
  readonly found: readonly Candidate[] | undefined;
  /** The pupils on its own roll who may be the child, when a school is asked. */
  readonly onOwnRoll: readonly Candidate[] | undefined;
  /** The questions that we have passed on to our schools, and what these answered. */
  readonly passedOn: readonly (Enquiry & { answers: readonly GivenAnswer[] })[];
  /** The schools to which it can be passed on. */
  readonly schools: readonly AskedSchool[];
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}

/** One question: who asks what and why, what we are told of the child, and our answer. [B08] */
export function QuestionPage(props: QuestionPageProps) {
  const { enquiry, answers, now, csrf, done, typed, errors } = props;
  const standing = standingOf(enquiry, now);
  return (
    <>
      {done && <MojAlert variant="success" title="Thank you" text={done} />}
      {props.next && (
        <GovukButton
          href={`/questions/${props.next.reference}`}
          text={`Answer the next question, ${props.next.waiting} to go`}
        />
      )}
      <span class="govuk-caption-l">{enquiry.reference}</span>
      <h1 class="govuk-heading-l">
        {enquiry.onBehalfOf
          ? `${enquiry.askedBy} asks about a child, for ${enquiry.onBehalfOf}`
          : `${enquiry.askedBy} asks about a child`}
      </h1>
      <p class="govuk-body-l">{enquiry.question}</p>
      <p class="govuk-body">
        <GovukTag {...tags[standing]} /> {standing === "needless" ? "" : `${dueWords(enquiry)}. `}Asked by{" "}
        {enquiry.madeBy}, {momentInWords(enquiry.askedAt)}.
      </p>
      {enquiry.needlessSince && (
        <GovukInsetText
          text={`The case was closed ${momentInWords(enquiry.needlessSince)}, and no answer is needed. If you know where the child is, or fear for it, answer all the same: whoever can open the case again is told.`}
        />
      )}
      <p class="govuk-body">
        Why you may answer: {enquiry.lawfulBasis}. What follows is all that you are told; use it for this
        answer alone. Answer from what you know: do not ask the family, and do not tell it that you were
        asked.
      </p>
      <DisclosedList disclosed={enquiry.disclosed} />
      <Answers answers={answers} />
      <PassedOn passedOn={props.passedOn} />
      {props.found && <OurLists {...props} found={props.found} />}
      {props.onOwnRoll && <OwnRoll onOwnRoll={props.onOwnRoll} />}
      {enquiry.answeredAt && !errors ? (
        <GovukDetails summaryText="Tell them more, or correct your answer">
          <AnswerForm enquiry={enquiry} csrf={csrf} typed={typed} errors={errors} />
        </GovukDetails>
      ) : (
        <AnswerForm enquiry={enquiry} csrf={csrf} typed={typed} errors={errors} />
      )}
    </>
  );
}

function dueWords(enquiry: Enquiry): string {
  return `${enquiry.answeredAt ? "" : "Answer by "}${whenOf(enquiry)}`;
}

function AnswerForm({
  enquiry,
  csrf,
  typed,
  errors,
}: Pick<QuestionPageProps, "enquiry" | "csrf" | "typed" | "errors">) {
  return (
    <Form action={`/questions/${enquiry.reference}/answers`} csrf={csrf}>
      <AnswerFields enquiry={enquiry} typed={typed} errors={errors} />
      <GovukButton text="Send the answer" preventDoubleClick={true} />
    </Form>
  );
}

function Answers({ answers }: { readonly answers: readonly GivenAnswer[] }) {
  return (
    <>
      {answers.map((answer) => (
        <GovukInsetText
          key={answer.id}
          text={`Answered ${momentInWords(answer.madeAt)} by ${answer.answeredBy}: ${answerInWords(answer)}`}
        />
      ))}
    </>
  );
}

function PassedOn({ passedOn }: Pick<QuestionPageProps, "passedOn">) {
  if (passedOn.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Asked of our schools</h2>
      <ul class="govuk-list govuk-list--bullet">
        {passedOn.map(({ reference, to, askedAt, answers }) => (
          <li key={reference}>
            {`${to} (${reference}), asked ${momentInWords(askedAt)}: `}
            {answers.length === 0
              ? "no answer yet."
              : answers.map((answer) => `${answerInWords(answer)} ${answer.answeredBy}. `).join("")}
          </li>
        ))}
      </ul>
    </>
  );
}
