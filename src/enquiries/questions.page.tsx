import { type Candidate, likelihoodWords } from "../matching/index.ts";
import {
  counted,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInsetText,
  GovukSummaryList,
  GovukTag,
  londonDay,
  MojAlert,
  momentInWords,
  type Typed,
  weekdayInWords,
} from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import { AnswerFields } from "./answer-fields.form.tsx";
import type { GivenAnswer } from "./answers.store.ts";
import { DisclosedList } from "./disclosed-list.page.tsx";
import { type Enquiry, nameIn, standingOf } from "./enquiry.ts";
import type { AskedSchool } from "./recipients.store.ts";
import { SchoolField } from "./school-field.form.tsx";

const tags = {
  answered: { text: "Answered", classes: "govuk-tag--green" },
  asked: { text: "To answer", classes: "govuk-tag--blue" },
  silent: { text: "Late", classes: "govuk-tag--red" },
};

/** What others have asked of us, what waits for an answer on top. */
export function QuestionsPage({
  enquiries,
  now,
}: {
  readonly enquiries: readonly Enquiry[];
  readonly now: Temporal.Instant;
}) {
  const open = enquiries.filter(({ answeredAt }) => answeredAt === null).length;
  return (
    <>
      <h1 class="govuk-heading-l">Questions</h1>
      <p class="govuk-body">
        {enquiries.length === 0
          ? "Nobody has asked you anything. When another authority or a colleague does, the question stands here."
          : open === 0
            ? "Every question is answered."
            : `${counted(open, "question")} to answer. A “no” is an answer too.`}
      </p>
      {enquiries.map((enquiry) => (
        <GovukSummaryList
          key={enquiry.reference}
          card={{
            title: { text: `${nameIn(enquiry.disclosed)}, ${enquiry.reference}`, headingLevel: 2 },
            actions: {
              items: [
                {
                  href: `/questions/${enquiry.reference}`,
                  text: enquiry.answeredAt ? "Read" : "Answer",
                  visuallyHiddenText: `question ${enquiry.reference}`,
                },
              ],
            },
          }}
          rows={[
            { key: { text: "Asked by" }, value: { text: askersOf(enquiry) } },
            {
              key: { text: enquiry.answeredAt ? "Answered" : "Answer by" },
              value: {
                html: (
                  <>
                    <GovukTag {...tags[standingOf(enquiry, now)]} /> {whenOf(enquiry)}
                  </>
                ),
              },
            },
          ]}
        />
      ))}
    </>
  );
}

function askersOf({ askedBy, onBehalfOf }: Enquiry): string {
  return onBehalfOf ? `${askedBy}, for ${onBehalfOf}` : askedBy;
}

function whenOf({ answeredAt, dueAt }: Enquiry): string {
  if (answeredAt) return momentInWords(answeredAt);
  return dueAt ? weekdayInWords(londonDay(dueAt)) : "as soon as you can";
}

export interface QuestionPageProps {
  readonly enquiry: Enquiry;
  readonly answers: readonly GivenAnswer[];
  readonly now: Temporal.Instant;
  readonly csrf: string;
  readonly done: string | undefined;
  /** What our own lists show, when an authority is asked. */
  readonly found: readonly Candidate[] | undefined;
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
      <span class="govuk-caption-l">{enquiry.reference}</span>
      <h1 class="govuk-heading-l">
        {enquiry.onBehalfOf
          ? `${enquiry.askedBy} asks about a child, for ${enquiry.onBehalfOf}`
          : `${enquiry.askedBy} asks about a child`}
      </h1>
      <p class="govuk-body-l">{enquiry.question}</p>
      <p class="govuk-body">
        <GovukTag {...tags[standing]} /> {standing === "answered" ? "" : "Answer by "}
        {whenOf(enquiry)}. Asked by {enquiry.madeBy}, {momentInWords(enquiry.askedAt)}.
      </p>
      <p class="govuk-body">
        Why you may answer: {enquiry.lawfulBasis}. What follows is all that you are told; use it for this
        answer alone.
      </p>
      <DisclosedList disclosed={enquiry.disclosed} />
      <Answers answers={answers} />
      <PassedOn passedOn={props.passedOn} />
      {props.found && <OurLists {...props} found={props.found} />}
      {enquiry.answeredAt && <h2 class="govuk-heading-m">Tell them more</h2>}
      <Form action={`/questions/${enquiry.reference}/answers`} csrf={csrf}>
        <AnswerFields enquiry={enquiry} typed={typed} errors={errors} />
        <GovukButton text="Send the answer" preventDoubleClick={true} />
      </Form>
    </>
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

function OurLists(props: QuestionPageProps & { readonly found: readonly Candidate[] }) {
  const { enquiry, found, schools, csrf, typed, errors } = props;
  return (
    <>
      <h2 class="govuk-heading-m">Our lists</h2>
      {found.length === 0 && <p class="govuk-body">No list of ours shows this child.</p>}
      {found.map((candidate) => (
        <CandidateCard key={candidate.key} candidate={candidate} {...props} />
      ))}
      {!enquiry.answeredAt && (
        <Form action={`/questions/${enquiry.reference}/schools`} csrf={csrf}>
          <SchoolField
            {...fieldsOf(typed, errors).text("ask-school")}
            label="Ask one of our schools"
            hint="It is told what you are told, and answers Yes, No or Not sure"
            schools={schools}
          />
          <GovukButton text="Ask this school" classes="govuk-button--secondary" preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}

function CandidateCard({
  candidate,
  enquiry,
  schools,
  passedOn,
  csrf,
}: QuestionPageProps & { readonly candidate: Candidate }) {
  const { closest, entries, likelihood, evidence } = candidate;
  const school = schools.find(({ name }) =>
    entries.some(({ schoolName, endsOn }) => schoolName === name && !endsOn),
  );
  const isAsked = passedOn.some(({ to, answeredAt }) => to === school?.name && !answeredAt);
  return (
    <>
      <GovukSummaryList
        card={{ title: { text: `${closest.forename} ${closest.surname}`, headingLevel: 3 } }}
        rows={[
          {
            key: { text: likelihoodWords[likelihood] },
            value: { text: evidence.map(({ words }) => words).join("; ") },
          },
          {
            key: { text: "Born" },
            value: { text: closest.dateOfBirth ? dayInWords(closest.dateOfBirth) : "Not recorded" },
          },
          {
            key: { text: "Where" },
            value: {
              text: [...new Set(entries.flatMap(whereOf))].join("; ") || "Only our own record of a child",
            },
          },
        ]}
      />
      {school && !isAsked && !enquiry.answeredAt && (
        <Form action={`/questions/${enquiry.reference}/schools`} csrf={csrf}>
          <input type="hidden" name="ask-school" value={school.laestab} />
          <GovukButton text={`Ask ${school.name} to confirm`} preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}

/** Where a list has the child; our own record only repeats what the lists say. */
function whereOf({ list, schoolName, startsOn, endsOn }: Candidate["entries"][number]): string[] {
  if (list === "child-record") return [];
  const where = schoolName ? `on the roll of ${schoolName}` : `in the list: ${list.replaceAll("-", " ")}`;
  const since = startsOn ? ` since ${dayInWords(startsOn)}` : "";
  return [`${where}${since}${endsOn ? ` until ${dayInWords(endsOn)}` : ""}`];
}
