import type { Viewer } from "../access/index.ts";
import { CaseTabs, type Kase } from "../cases/index.ts";
import { counted, GovukSummaryList, GovukTag, MojAlert, momentInWords } from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import type { GivenAnswer } from "./answers.store.ts";
import { disclosedInWords } from "./disclosed-list.page.tsx";
import { choicesIn } from "./disclosure.ts";
import { disclosable, type Enquiry, standingOf } from "./enquiry.ts";
import { AskForm, type AskingProps } from "./send-enquiries.page.tsx";

/** What a case has asked of others, what they answered, and who is silent; and the form to ask more. [E01] */
export function CaseEnquiriesPage({
  kase,
  viewer,
  enquiries,
  answers,
  now,
  done,
  asking,
}: {
  readonly kase: Kase;
  readonly viewer: Viewer;
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
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">Enquiries</h1>
      <CaseTabs kase={kase} active="enquiries" viewer={viewer} />
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
          recordAt={asking && `/cases/${kase.reference}/enquiries/${enquiry.reference}`}
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
