import type { ComponentChildren } from "preact";
import type { Kase } from "../../cases/index.ts";
import {
  counted,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukSummaryList,
  GovukTag,
  MojAlert,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import { answerInWords } from "../answer.ts";
import type { GivenAnswer } from "../answers.store.ts";
import { DisclosureFields } from "../disclosure.form.tsx";
import type { Disclosed } from "../enquiry.ts";
import type { CouncilReached, Message } from "./messages.store.ts";

export interface MessagesPageProps {
  readonly kase: Kase;
  readonly messages: readonly Message[];
  /** To all of the messages' questions. */
  readonly answers: readonly GivenAnswer[];
  readonly done: string | undefined;
  readonly csrf: string;
  /** Left out for those who may only read. */
  readonly posting:
    | {
        readonly councils: readonly CouncilReached[];
        readonly everything: Disclosed;
        readonly typed: Typed;
        readonly errors: FormErrors | undefined;
      }
    | undefined;
}

/** The messages to every council about a child: those that were posted, and one to post. [C25, C26] */
export function MessagesPage({ kase, messages, answers, done, csrf, posting }: MessagesPageProps) {
  const at = `/cases/${kase.reference}/messages`;
  return (
    <>
      {done && <MojAlert variant="success" title="Recorded" text={done} />}
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">Messages to every council</h1>
      {messages.length === 0 && <p class="govuk-body">No message has been posted yet.</p>}
      {messages.map((message) => (
        <MessageCard key={message.id} {...{ message, answers }}>
          {posting && !message.withdrawnAt && (
            <Form action={`${at}/${message.reference}/withdrawal`} csrf={csrf}>
              <GovukButton
                text={`Withdraw ${message.reference}`}
                classes="govuk-button--secondary"
                preventDoubleClick={true}
              />
            </Form>
          )}
        </MessageCard>
      ))}
      {posting && <PostForm {...posting} at={at} csrf={csrf} seen={kase.lastFactId} />}
    </>
  );
}

function MessageCard({
  message,
  answers,
  children,
}: {
  readonly message: Message;
  readonly answers: readonly GivenAnswer[];
  readonly children: ComponentChildren;
}) {
  const { reference, madeAt, madeBy, question, asked, nil, news, withdrawnAt } = message;
  return (
    <>
      <GovukSummaryList
        card={{ title: { text: `Message ${reference}`, headingLevel: 2 } }}
        rows={[
          {
            key: { text: "Stands" },
            value: {
              html: withdrawnAt ? (
                <>
                  <GovukTag text="Withdrawn" classes="govuk-tag--grey" /> {momentInWords(withdrawnAt)}
                </>
              ) : (
                <GovukTag text="Posted" classes="govuk-tag--blue" />
              ),
            },
          },
          { key: { text: "Posted" }, value: { text: `${momentInWords(madeAt)}, by ${madeBy}` } },
          {
            key: { text: "What came back" },
            value: { text: `To ${counted(asked, "council")}: ${nil} know nothing, ${news.length} with news` },
          },
          ...news.map(({ enquiryId, to }) => ({
            key: { text: to },
            value: {
              text: answers
                .filter((answer) => answer.enquiryId === enquiryId)
                .map((answer) => `${answerInWords(answer)} ${answer.answeredBy}`)
                .join(" "),
            },
          })),
          { key: { text: "Question" }, value: { text: question } },
        ]}
      />
      {children}
    </>
  );
}

function PostForm({
  at,
  csrf,
  seen,
  councils,
  everything,
  typed,
  errors,
}: NonNullable<MessagesPageProps["posting"]> & {
  readonly at: string;
  readonly csrf: string;
  readonly seen: number | null;
}) {
  const signIn = councils.filter(({ signsIn }) => signsIn).length;
  return (
    <>
      <h2 class="govuk-heading-m">Post a message</h2>
      <p class="govuk-body">
        It goes to {counted(councils.length, "council")}: {signIn} by signing in, {councils.length - signIn}{" "}
        by a link in an e-mail. No answer is chased. It is withdrawn by itself when the case closes.
      </p>
      <Form action={at} csrf={csrf} seen={seen ?? undefined}>
        <DisclosureFields field={fieldsOf(typed, errors)} everything={everything} />
        <GovukButton text="Post to every council" preventDoubleClick={true} />
      </Form>
    </>
  );
}
