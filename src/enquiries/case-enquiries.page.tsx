import type { ComponentChildren } from "preact";
import type { Viewer } from "../access/index.ts";
import { CaseTabs, type Kase } from "../cases/index.ts";
import type { Email } from "../post/index.ts";
import {
  counted,
  Form,
  GovukSummaryList,
  GovukTag,
  MojAlert,
  momentInWords,
  RowButton,
} from "../web/design/index.ts";
import { answerInWords } from "./answer.ts";
import type { GivenAnswer } from "./answers.store.ts";
import { CoveragePicture } from "./coverage.page.tsx";
import type { Coverage } from "./coverage.ts";
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
  coverage,
  emails,
  mayAskAgain,
  now,
  done,
  asking,
}: {
  readonly kase: Kase;
  readonly viewer: Viewer;
  readonly enquiries: readonly Enquiry[];
  readonly answers: readonly GivenAnswer[];
  readonly coverage: readonly Coverage[];
  /** The last e-mail about each question, by its reference. */
  readonly emails: ReadonlyMap<string, Email>;
  /** The questions whose silent recipient can be sent another link. */
  readonly mayAskAgain: ReadonlySet<number>;
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
          : `${counted(enquiries.length, "enquiry", "enquiries")}: ${count("answered")} answered, ${count("asked")} waiting, ${count("silent")} silent${count("withdrawn") > 0 ? `, ${count("withdrawn")} withdrawn` : ""}${count("needless") > 0 ? `, ${count("needless")} no longer needed` : ""}.`}
      </p>
      <p class="govuk-body keepsight-not-printed">
        <a href={`/cases/${kase.reference}/messages`}>Messages to every council</a>
      </p>
      {coverage.length > 0 && <CoveragePicture coverage={coverage} />}
      {enquiries.map((enquiry, place) => (
        <EnquiryCard
          key={enquiry.reference}
          enquiry={enquiry}
          standing={standings[place] ?? "asked"}
          answers={answers.filter(({ enquiryId }) => enquiryId === enquiry.id)}
          email={emails.get(enquiry.reference)}
          recordAt={asking && `/cases/${kase.reference}/enquiries/${enquiry.reference}`}
        >
          {asking && mayAskAgain.has(enquiry.id) && (
            <Form action={`/cases/${kase.reference}/enquiries/${enquiry.reference}/again`} csrf={asking.csrf}>
              <RowButton
                text={`Ask ${enquiry.to} again`}
                about={`(${enquiry.reference})`}
                classes="govuk-button--secondary"
              />
            </Form>
          )}
        </EnquiryCard>
      ))}
      {asking && <AskForm {...asking} />}
    </>
  );
}

const standingTags = {
  answered: { text: "Answered", classes: "govuk-tag--green" },
  asked: { text: "Waiting", classes: "govuk-tag--blue" },
  silent: { text: "Silent", classes: "govuk-tag--red" },
  withdrawn: { text: "Withdrawn", classes: "govuk-tag--grey" },
  needless: { text: "No longer needed", classes: "govuk-tag--grey" },
};

function EnquiryCard({
  enquiry,
  standing,
  answers,
  email,
  recordAt,
  children,
}: {
  readonly enquiry: Enquiry;
  readonly standing: keyof typeof standingTags;
  readonly answers: readonly GivenAnswer[];
  readonly email: Email | undefined;
  readonly recordAt: string | undefined;
  readonly children?: ComponentChildren;
}) {
  const {
    reference,
    to,
    question,
    disclosed,
    lawfulBasis,
    askedAt,
    madeBy,
    dueAt,
    withdrawnAt,
    foundToldAt,
  } = enquiry;
  const isOpen = recordAt !== undefined && (standing === "asked" || standing === "silent");
  const told = choicesIn(disclosed).map(
    (item) => `${disclosable[item]}: ${disclosedInWords(item, disclosed)}`,
  );
  return (
    <>
      <GovukSummaryList
        card={{
          title: { text: `${to}, ${reference}`, headingLevel: 2 },
          actions: {
            items: [
              isOpen && {
                href: recordAt,
                text: "Record an answer heard",
                visuallyHiddenText: `to ${reference}`,
              },
              recordAt !== undefined &&
                standing === "answered" && {
                  href: recordAt,
                  text: "Correct the answer",
                  visuallyHiddenText: `to ${reference}`,
                },
              isOpen && {
                href: `${recordAt}/withdrawal`,
                text: "Withdraw",
                visuallyHiddenText: `the question ${reference}`,
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
                  {standing === "withdrawn" && withdrawnAt && ` ${momentInWords(withdrawnAt)}`}
                  {(standing === "asked" || standing === "silent") &&
                    dueAt &&
                    ` answer due by ${momentInWords(dueAt)}`}
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
          foundToldAt !== null && {
            key: { text: "Told" },
            value: { text: `That the child is found and the search is over, ${momentInWords(foundToldAt)}` },
          },
          email !== undefined && { key: { text: "E-mail" }, value: { text: emailInWords(email) } },
          { key: { text: "Question" }, value: { text: question } },
          { key: { text: "Asked" }, value: { text: `${momentInWords(askedAt)}, by ${madeBy}` } },
          { key: { text: "Disclosed" }, value: { text: told.join("; ").replaceAll("\n", ", ") } },
          { key: { text: "Lawful basis" }, value: { text: lawfulBasis } },
        ]}
      />
      {children}
    </>
  );
}

/** What became of the e-mail with the link. */
function emailInWords({ about, to, state, reason, madeAt }: Email): string {
  const fates: Record<Email["state"], string> = {
    queued: "is on its way",
    sent: "has gone",
    failed: `could not be sent. ${reason ?? ""}`,
    "not-sent": "would have gone: in this demonstration it stands in the outbox",
  };
  const what = about === "question-ended" || about === "question-settled" ? "Word that it is over" : "A link";
  return `${what} to ${to}, posted ${momentInWords(madeAt)}, ${fates[state]}`;
}
