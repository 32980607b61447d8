import type { ChildRecord, OtherRecord } from "../children/index.ts";
import { type Candidate, likelihoodWords } from "../matching/index.ts";
import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukRadios,
  GovukWarningText,
  londonDay,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import { fingerprintOf } from "./join-cases.ts";
import type { OpenCase } from "./second-records.store.ts";

export type RecordsPageProps = {
  child: ChildRecord;
  others: readonly OtherRecord[];
  /** Records of children that resemble this one, of whom nothing is said yet. */
  candidates: readonly Candidate[];
  /** The open cases of all records of the child. */
  open: readonly OpenCase[];
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** Whether this child stands on record twice: what was said, what may be, and which of two cases goes on. [A11] */
export function RecordsPage(props: RecordsPageProps) {
  const { child, others } = props;
  const same = others.filter(({ decision }) => decision === "same");
  const different = others.filter(({ decision }) => decision === "different");
  return (
    <>
      <span class="govuk-caption-l">
        {child.forename} {child.surname}
      </span>
      <h1 class="govuk-heading-l">Other records of this child</h1>
      {same.length === 0 ? (
        <p class="govuk-body">Nobody has said that another record is of this child.</p>
      ) : (
        <Said caption="Records of the same child" of={child} records={same} />
      )}
      <WhichGoesOn {...props} />
      <MayBe {...props} />
      <Another {...props} />
      {different.length > 0 && <Said caption="Not this child" of={child} records={different} />}
    </>
  );
}

function Said({
  caption,
  of,
  records,
}: {
  caption: string;
  of: ChildRecord;
  records: readonly OtherRecord[];
}) {
  return (
    <DenseTable
      caption={caption}
      columns={[
        { text: "Record" },
        { text: "Born", unbroken: true },
        { text: "UPN", unbroken: true },
        { text: "School" },
        { text: "Cases" },
        { text: "Who said so" },
        { text: "Compare" },
      ]}
      rows={records.map((other) => [
        <a href={`/children/${other.id}`}>
          {other.forename} {other.surname}
        </a>,
        other.dateOfBirth ? shortDay(other.dateOfBirth) : "Not known",
        other.upn ?? "",
        other.schoolName ? `${other.schoolName}${other.onRoll ? "" : ", left"}` : "",
        other.cases.map(({ reference, open }) => (
          <>
            <a href={`/cases/${reference}`}>{reference}</a>, {open ? "open" : "closed"}{" "}
          </>
        )),
        other.saidBy && other.saidAt
          ? `${other.saidBy}, ${shortDay(londonDay(other.saidAt))}${other.note ? `: ${other.note}` : ""}`
          : "Follows from what was said of a third record",
        <SideBySide of={of} other={other} words="Side by side" />,
      ])}
    />
  );
}

function SideBySide({
  of,
  other,
  words,
}: {
  of: Pick<ChildRecord, "id">;
  other: { id: number; forename: string; surname: string };
  words: string;
}) {
  return (
    <a href={`/children/${of.id}/records/${other.id}`}>
      {words}
      <span class="govuk-visually-hidden">
        : {other.forename} {other.surname}
      </span>
    </a>
  );
}

/** One child is sought in one case: until somebody says in which, two people may look for the child without knowing of each other. */
function WhichGoesOn({ child, open, csrf, typed, errors }: RecordsPageProps) {
  if (open.length < 2) return null;
  const field = fieldsOf(typed, errors);
  return (
    <section class="keepsight-not-printed">
      <GovukWarningText
        text={`This child is sought in ${open.length} open cases.`}
        iconFallbackText="Warning"
      />
      <Form action={`/children/${child.id}/records/case`} csrf={csrf} seen={fingerprintOf(open)}>
        <GovukRadios
          {...field.choice("goesOn")}
          fieldset={{
            legend: { text: "In which case does the search go on?", classes: "govuk-fieldset__legend--m" },
          }}
          hint={{
            text: "The other is closed without an outcome and stays readable. Whoever referred the child there is told, and hears what comes of the search. What is still owed there is owed no more: look at it first.",
          }}
          items={open.map(({ reference, owner, openedAt, nextAsks }) => ({
            value: reference,
            html: (
              <>
                <a href={`/cases/${reference}`}>{reference}</a>
              </>
            ),
            hint: {
              text: `Opened ${shortDay(londonDay(openedAt))}, ${owner ?? "nobody's"}. ${nextAsks ? `Next: ${nextAsks}` : ""}`,
            },
          }))}
        />
        <GovukButton text="Search in one case" preventDoubleClick={true} />
      </Form>
    </section>
  );
}

function MayBe({ child, candidates }: RecordsPageProps) {
  if (candidates.length === 0)
    return (
      <p class="govuk-body">Every list was searched for this child: no other record that resembles it.</p>
    );
  return (
    <DenseTable
      caption="Records that may be of this child"
      columns={[
        { text: "Record" },
        { text: "Born", unbroken: true },
        { text: "UPN", unbroken: true },
        { text: "How likely" },
        { text: "What speaks for it" },
        { text: "Compare" },
      ]}
      rows={candidates.map(({ childId, closest, likelihood, evidence }) => [
        <a href={`/children/${childId}`}>
          {closest.forename} {closest.surname}
        </a>,
        closest.dateOfBirth ? shortDay(closest.dateOfBirth) : "Not known",
        closest.upn ?? "",
        likelihoodWords[likelihood],
        evidence
          .filter(({ bits }) => bits > 0)
          .map(({ words }) => words)
          .join("; "),
        <SideBySide of={child} other={{ ...closest, id: childId ?? 0 }} words="Side by side" />,
      ])}
    />
  );
}

/** A record that no search would find: the names are others altogether. */
function Another({ child, csrf, typed, errors }: RecordsPageProps) {
  const field = fieldsOf(typed, errors);
  return (
    <Form action={`/children/${child.id}/records`} csrf={csrf}>
      <GovukInput
        {...field.text("other")}
        label={{ text: "Another record, by its UPN or the reference of its case" }}
        classes="govuk-input--width-20"
        autocomplete="off"
        spellcheck={false}
      />
      <GovukButton text="Compare" classes="govuk-button--secondary" />
    </Form>
  );
}
