import { draftAt } from "../drafts/index.ts";
import {
  counted,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukRadios,
  GovukSelect,
  GovukSummaryList,
  GovukTag,
  GovukTextarea,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import type { GivenAnswer } from "./answers.store.ts";
import { disclosedInWords } from "./disclosed-list.page.tsx";
import { choicesIn } from "./disclosure.ts";
import { type Disclosed, disclosable, type Enquiry, lawfulBases, standingOf } from "./enquiry.ts";
import type { AskedSchool, NamedRecipient } from "./recipients.store.ts";
import { SchoolField } from "./school-field.form.tsx";

export interface AskingProps {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly authorities: readonly NamedRecipient[];
  readonly agencies: readonly NamedRecipient[];
  readonly schools: readonly AskedSchool[];
  readonly everything: Disclosed;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}

/** What a case has asked of others, what they answered, and who is silent; and the form to ask more. [E01] */
export function CaseEnquiriesPage({
  reference,
  enquiries,
  answers,
  now,
  done,
  asking,
}: {
  readonly reference: string;
  readonly enquiries: readonly Enquiry[];
  readonly answers: readonly GivenAnswer[];
  readonly now: Temporal.Instant;
  readonly done: string | undefined;
  /** Left out for those who may only read. */
  readonly asking: AskingProps | undefined;
}) {
  const standings = enquiries.map((enquiry) => standingOf(enquiry, now));
  const count = (word: string) => standings.filter((each) => each === word).length;
  return (
    <>
      {done && <MojAlert variant="success" title="Recorded" text={done} />}
      <span class="govuk-caption-l">Case {reference}</span>
      <h1 class="govuk-heading-l">Enquiries</h1>
      <p class="govuk-body">
        {enquiries.length === 0
          ? "Nobody has been asked yet."
          : `${counted(enquiries.length, "enquiry", "enquiries")}: ${count("answered")} answered, ${count("asked")} waiting, ${count("silent")} silent.`}
      </p>
      {enquiries.map((enquiry, place) => (
        <EnquiryCard
          key={enquiry.reference}
          enquiry={enquiry}
          standing={standings[place] ?? "asked"}
          answers={answers.filter(({ enquiryId }) => enquiryId === enquiry.id)}
          recordAt={asking && `/cases/${reference}/enquiries/${enquiry.reference}`}
        />
      ))}
      {asking && <AskForm {...asking} />}
    </>
  );
}

const standingTags = {
  answered: { text: "Answered", classes: "govuk-tag--green" },
  asked: { text: "Waiting", classes: "govuk-tag--blue" },
  silent: { text: "Silent", classes: "govuk-tag--red" },
};

function EnquiryCard({
  enquiry,
  standing,
  answers,
  recordAt,
}: {
  readonly enquiry: Enquiry;
  readonly standing: keyof typeof standingTags;
  readonly answers: readonly GivenAnswer[];
  readonly recordAt: string | undefined;
}) {
  const { reference, to, question, disclosed, lawfulBasis, askedAt, madeBy, dueAt } = enquiry;
  const told = choicesIn(disclosed).map(
    (item) => `${disclosable[item]}: ${disclosedInWords(item, disclosed)}`,
  );
  return (
    <GovukSummaryList
      card={{
        title: { text: `${to}, ${reference}`, headingLevel: 2 },
        actions: {
          items: [
            recordAt !== undefined &&
              standing !== "answered" && {
                href: recordAt,
                text: "Record an answer heard",
                visuallyHiddenText: `to ${reference}`,
              },
          ],
        },
      }}
      rows={[
        {
          key: { text: "Stands" },
          value: {
            html: (
              <>
                <GovukTag {...standingTags[standing]} />
                {standing !== "answered" && dueAt && ` answer due by ${momentInWords(dueAt)}`}
              </>
            ),
          },
        },
        ...answers.map((answer) => ({
          key: { text: "Answer" },
          value: {
            text: `${answerInWords(answer)} ${answer.answeredBy}, ${momentInWords(answer.madeAt)}`,
          },
        })),
        { key: { text: "Question" }, value: { text: question } },
        { key: { text: "Asked" }, value: { text: `${momentInWords(askedAt)}, by ${madeBy}` } },
        { key: { text: "Disclosed" }, value: { text: told.join("; ").replaceAll("\n", ", ") } },
        { key: { text: "Lawful basis" }, value: { text: lawfulBasis } },
      ]}
    />
  );
}

function AskForm({
  reference,
  seen,
  csrf,
  authorities,
  agencies,
  schools,
  everything,
  typed,
  errors,
}: AskingProps) {
  const field = fieldsOf(typed, errors);
  const chosen = String(typed["authority"] ?? "");
  return (
    <>
      <h2 class="govuk-heading-m" id="ask">
        Ask somebody
      </h2>
      <Form
        action={`/cases/${reference}/enquiries`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt("enquiries", reference)}
      >
        <GovukSelect
          {...field.text("authority")}
          label={{ text: "Another authority", classes: "govuk-label--s" }}
          items={[
            { value: "", text: "None" },
            ...authorities.map(({ id, name }) => ({
              value: String(id),
              text: name,
              selected: String(id) === chosen,
            })),
          ]}
        />
        {agencies.length > 0 && (
          <GovukCheckboxes
            {...field.choices("agencies")}
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: "Agencies", classes: "govuk-fieldset__legend--s" } }}
            items={agencies.map(({ id, name }) => ({ value: String(id), text: name }))}
          />
        )}
        <SchoolField
          {...field.text("school")}
          label="A school"
          hint="Type the beginning of its name and pick it"
          schools={schools}
        />
        <GovukTextarea
          {...field.text("question")}
          rows="3"
          label={{ text: "Your question, in plain words", classes: "govuk-label--s" }}
        />
        <GovukCheckboxes
          {...field.choices("disclose")}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: "What they are told", classes: "govuk-fieldset__legend--s" } }}
          hint={{
            text: "They see this and nothing else. Tick no more than they need to recognise the child.",
          }}
          items={choicesIn(everything).map((item) => ({
            value: item,
            text: `${disclosable[item]}: ${disclosedInWords(item, everything).replaceAll("\n", ", ")}`,
          }))}
        />
        <GovukRadios
          {...field.choice("basis")}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: "Why the law allows it", classes: "govuk-fieldset__legend--s" } }}
          items={lawfulBases.map((basis) => ({ value: basis, text: basis }))}
        />
        <GovukButton text="Send" preventDoubleClick={true} />
      </Form>
    </>
  );
}
