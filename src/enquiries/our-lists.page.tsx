import { type Candidate, likelihoodWords } from "../matching/index.ts";
import { dayInWords, Form, fieldsOf, GovukButton, GovukSummaryList } from "../web/design/index.ts";
import type { QuestionPageProps } from "./question.page.tsx";
import { SchoolField } from "./school-field.form.tsx";

export function OurLists(props: QuestionPageProps & { readonly found: readonly Candidate[] }) {
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

/** Who on the asked school's own roll may be the child, and why. */
export function OwnRoll({ onOwnRoll }: { readonly onOwnRoll: readonly Candidate[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">Your roll</h2>
      <p class="govuk-body">
        {onOwnRoll.length === 0
          ? "Nobody on your roll looks like this child. A new pupil may not be on it yet: ask your office."
          : "Names are often typed in different ways. Compare before you answer; nothing is joined by it."}
      </p>
      {onOwnRoll.map((candidate) => (
        <Comparison key={candidate.key} candidate={candidate} />
      ))}
    </>
  );
}

/** A record beside what is asked: how likely it is the same child, by which evidence, and where it stands. */
function Comparison({ candidate }: { readonly candidate: Candidate }) {
  const { closest, entries, likelihood, evidence } = candidate;
  return (
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
  );
}

function CandidateCard({
  candidate,
  enquiry,
  schools,
  passedOn,
  csrf,
}: QuestionPageProps & { readonly candidate: Candidate }) {
  const { entries } = candidate;
  const school = schools.find(({ name }) =>
    entries.some(({ schoolName, endsOn }) => schoolName === name && !endsOn),
  );
  const isAsked = passedOn.some(({ to, answeredAt }) => to === school?.name && !answeredAt);
  return (
    <>
      <Comparison candidate={candidate} />
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
