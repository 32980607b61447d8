import {
  counted,
  DenseTable,
  dayInWords,
  GovukTag,
  londonDay,
  momentInWords,
  weekdayInWords,
} from "../web/design/index.ts";
import { type Enquiry, nameIn, standingOf } from "./enquiry.ts";
import type { AskedAndFound } from "./found.store.ts";
import type { NoLongerAsked } from "./withdrawals.store.ts";

export const tags = {
  answered: { text: "Answered", classes: "govuk-tag--green" },
  asked: { text: "To answer", classes: "govuk-tag--blue" },
  silent: { text: "Late", classes: "govuk-tag--red" },
  withdrawn: { text: "No longer asked", classes: "govuk-tag--grey" },
  needless: { text: "No longer needed", classes: "govuk-tag--grey" },
};

/** What others have asked of us, what waits for an answer on top. */
export function QuestionsPage({
  enquiries,
  noLongerAsked,
  found,
  now,
}: {
  readonly enquiries: readonly Enquiry[];
  /** Taken back lately. */
  readonly noLongerAsked: readonly NoLongerAsked[];
  /** Over because the child is at school. */
  readonly found: readonly AskedAndFound[];
  readonly now: Temporal.Instant;
}) {
  const unanswered = enquiries.filter(({ answeredAt }) => answeredAt === null);
  const toAnswer = unanswered.filter(({ needlessSince }) => needlessSince === null);
  const needless = unanswered.filter(({ needlessSince }) => needlessSince !== null);
  const answered = enquiries.filter(({ answeredAt }) => answeredAt !== null);
  return (
    <>
      <h1 class="govuk-heading-l">Questions</h1>
      <p class="govuk-body">
        {enquiries.length === 0
          ? "Nobody has asked you anything. When another authority or a colleague does, the question stands here."
          : toAnswer.length === 0
            ? needless.length === 0
              ? "Every question is answered."
              : "No question waits for your answer."
            : `${counted(toAnswer.length, "question")} to answer. A “no” is an answer too.`}
      </p>
      {toAnswer.length > 0 && (
        <DenseTable
          caption="To answer, the one due first on top"
          columns={[
            { text: "Child" },
            { text: "Born", unbroken: true },
            { text: "Asked by" },
            { text: "Answer by" },
            { text: "Question", unbroken: true },
          ]}
          rows={toAnswer.map((enquiry) => [
            <a href={`/questions/${enquiry.reference}`}>
              <span class="govuk-visually-hidden">Answer about </span>
              {nameIn(enquiry.disclosed)}
            </a>,
            bornOf(enquiry),
            askersOf(enquiry),
            <>
              <GovukTag {...tags[standingOf(enquiry, now)]} /> {whenOf(enquiry)}
            </>,
            enquiry.reference,
          ])}
        />
      )}
      {needless.length > 0 && (
        <>
          <h2 class="govuk-heading-m">No longer needed</h2>
          <p class="govuk-body">
            Whoever asked has closed the case, and you need not answer. If you know where the child is, or
            fear for it, answer all the same: the closing may have been wrong.
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {needless.map(({ reference, askedBy, needlessSince }) => (
              <li key={reference}>
                <a href={`/questions/${reference}`}>{reference}</a>
                {`, of ${askedBy}, closed ${needlessSince ? momentInWords(needlessSince) : ""}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {found.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Found</h2>
          <p class="govuk-body">
            The child of whom you were asked is at a school. Look no further, and delete what you kept of it
            and do not need for work of your own.
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {found.map(({ reference, askedBy, toldAt }) => (
              <li key={reference}>{`${reference}, of ${askedBy}, closed ${momentInWords(toldAt)}`}</li>
            ))}
          </ul>
        </>
      )}
      {noLongerAsked.length > 0 && (
        <>
          <h2 class="govuk-heading-m">No longer asked</h2>
          <p class="govuk-body">Delete what you kept of these, and look no further.</p>
          <ul class="govuk-list govuk-list--bullet">
            {noLongerAsked.map(({ reference, askedBy, withdrawnAt }) => (
              <li
                key={reference}
              >{`${reference}, of ${askedBy}, withdrawn ${momentInWords(withdrawnAt)}`}</li>
            ))}
          </ul>
        </>
      )}
      {answered.length > 0 && (
        <DenseTable
          caption="Answered"
          columns={[
            { text: "Question", unbroken: true },
            { text: "Child" },
            { text: "Asked by" },
            { text: "Answered" },
          ]}
          rows={answered.map((enquiry) => [
            <a href={`/questions/${enquiry.reference}`}>{enquiry.reference}</a>,
            nameIn(enquiry.disclosed),
            askersOf(enquiry),
            whenOf(enquiry),
          ])}
        />
      )}
    </>
  );
}

/** The day of birth, where it was disclosed: by name and day the child is looked up in one's own records. */
function bornOf({ disclosed: { dateOfBirth } }: Enquiry): string {
  return dateOfBirth ? dayInWords(Temporal.PlainDate.from(dateOfBirth)) : "Not told";
}

function askersOf({ askedBy, onBehalfOf }: Enquiry): string {
  return onBehalfOf ? `${askedBy}, for ${onBehalfOf}` : askedBy;
}

export function whenOf({ answeredAt, dueAt }: Enquiry): string {
  if (answeredAt) return momentInWords(answeredAt);
  return dueAt ? weekdayInWords(londonDay(dueAt)) : "as soon as you can";
}
