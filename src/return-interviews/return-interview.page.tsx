import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukInsetText,
  GovukRadios,
  GovukSummaryList,
  GovukTextarea,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { type InterviewDue, isSettled } from "./due-interview.ts";
import { dueInFull, InterviewState } from "./due-tag.tsx";
import { backInWords, dayOr } from "./return-interviews.page.tsx";
import type { Attempt, Return } from "./return-interviews.store.ts";

export type ReturnInterviewPageProps = {
  back: Return;
  due: InterviewDue | undefined;
  attempts: readonly Attempt[];
  now: Temporal.Instant;
  /** If the viewer may open the case. */
  seesCase: boolean;
  /** Left out for those who may only read. */
  recording: { csrf: string; typed: Typed | undefined; errors: FormErrors | undefined } | undefined;
};

const attemptWords = { held: "Held", declined: "Offered, and declined", "could-not": "Could not be held" };

/** One young person who is back: what is known, until when the talk is owed, what was tried, and recording it. [B06] */
export function ReturnInterviewPage(props: ReturnInterviewPageProps) {
  const { back, due, attempts, now, seesCase, recording } = props;
  const row = (text: string, words: string) => ({ key: { text }, value: { text: words } });
  return (
    <>
      <span class="govuk-caption-l">Return interview, {back.policeReference}</span>
      <h1 class="govuk-heading-l">
        {back.forename} {back.surname}
      </h1>
      <GovukSummaryList
        rows={[
          { key: { text: "State" }, value: { html: <InterviewState back={back} due={due} now={now} /> } },
          row("Back", backInWords(back)),
          due && row("Interview due", `${dueInFull(due)} (${due.clauses.join("; ")})`),
          due?.first.reading && row(due.first.reading.question, due.first.reading.choice),
          row("Date of birth", dayOr(back.dateOfBirth)),
          row("Reported missing", dayOr(back.reportedOn)),
          row(
            "Risk, as the police see it",
            back.risk ? `${back.risk.charAt(0).toUpperCase()}${back.risk.slice(1)}` : "Not given",
          ),
          {
            key: { text: "On the register" },
            value: {
              html: back.caseReference ? (
                <>
                  {seesCase ? (
                    <a class="govuk-link" href={`/cases/${back.caseReference}`}>
                      {back.caseReference}
                    </a>
                  ) : (
                    back.caseReference
                  )}
                  , {back.caseOwner ? `owned by ${back.caseOwner}` : "nobody owns it yet"}
                </>
              ) : (
                "Not as a child missing education"
              ),
            },
          },
        ]}
      />
      {attempts.map((attempt) => (
        <AttemptCard key={attempt.id} attempt={attempt} />
      ))}
      {recording && !isSettled(back) && <RecordForm back={back} {...recording} />}
    </>
  );
}

function AttemptCard({ attempt }: { readonly attempt: Attempt }) {
  const { outcome, happenedAt, heldBy, whyNot, learnt, madeBy } = attempt;
  const row = (text: string, words: string) => ({ key: { text }, value: { text: words } });
  return (
    <GovukSummaryList
      card={{ title: { text: `${attemptWords[outcome]}, ${momentInWords(happenedAt)}`, headingLevel: 2 } }}
      rows={[
        row("By", heldBy),
        whyNot !== "" && row("Why not", whyNot),
        learnt !== null && row("What the young person told", learnt),
        row("Recorded by", madeBy),
      ]}
    />
  );
}

function RecordForm({
  back,
  csrf,
  typed,
  errors,
}: { readonly back: Return } & NonNullable<ReturnInterviewPageProps["recording"]>) {
  const field = fieldsOf(typed, errors);
  const small = { classes: "govuk-label--s" };
  const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });
  return (
    <Form action={`/return-interviews/${back.entryId}`} csrf={csrf}>
      <h2 class="govuk-heading-m">Record what came of it</h2>
      <GovukRadios
        {...field.choice("outcome")}
        fieldset={legend("What came of it?")}
        items={[
          { value: "held", text: "The interview was held" },
          { value: "declined", text: "It was offered, and the young person declined" },
          {
            value: "could-not",
            text: "It could not be held",
            hint: { text: "It stays owed." },
            conditional: {
              html: (
                <GovukTextarea {...field.text("whyNot")} label={{ text: "Why not?", ...small }} rows="2" />
              ),
            },
          },
        ]}
      />
      <GovukDateInput {...field.day("happenedOn")} fieldset={legend("Day of the talk, or of the attempt")} />
      <GovukInput
        {...field.text("happenedAt")}
        label={{ text: "Time", ...small }}
        hint={{ text: "For example, 14:30." }}
        classes="govuk-input--width-5"
      />
      <GovukInput
        {...field.text("heldBy")}
        label={{ text: "Who talked with the young person, or tried to", ...small }}
      />
      <GovukTextarea
        {...field.text("learnt")}
        label={{ text: "What did the young person tell?", ...small }}
        hint={{
          text: "Only those who hold return interviews and the safeguarding lead can read this. It does not go to the case.",
        }}
      />
      {back.caseReference === null ? (
        <GovukInsetText text="There is no case of this child. If you fear for the child, speak with children's services and the police today." />
      ) : (
        <>
          <GovukTextarea
            {...field.text("news")}
            label={{ text: `What must case ${back.caseReference} know?`, ...small }}
            hint={{
              text: "Where the child lives, which school, who may be asked. Everybody who works on the case reads it.",
            }}
          />
          <GovukRadios
            {...field.choice("concern")}
            fieldset={legend("Is there reason to fear for the child's safety?")}
            hint={{ text: "Yes raises a concern on the case today." }}
            items={[
              { value: "yes", text: "Yes" },
              { value: "no", text: "No" },
            ]}
          />
        </>
      )}
      <GovukButton text="Record" preventDoubleClick={true} />
    </Form>
  );
}
