import {
  dayInWords,
  Form,
  GovukButton,
  GovukInsetText,
  GovukPanel,
  GovukTag,
  momentInWords,
} from "../web/design/index.ts";
import { Sections } from "./check-answers.page.tsx";
import type { Pupil } from "./pupils.store.ts";
import { type ReferralContent, stateOf, stateWords, toldOn } from "./referral.ts";
import type { Referral } from "./referrals.store.ts";

export type SentReferralProps = {
  referral: Referral;
  /** It has only now been sent. */
  justSent: boolean;
  decisionDue: Temporal.PlainDate | undefined;
  /** A school refers its pupil; everybody else reports a child. */
  from: "school" | "reporter";
  /** Of a pupil, the likely brothers and sisters at the school who are not reported. */
  siblings?: readonly Pupil[];
  csrf?: string;
};

const wordsOf = {
  school: { panel: "Referral sent", called: "pupil", stands: "My school", keep: "the pupil's records" },
  reporter: { panel: "Report sent", called: "child", stands: "Report a child", keep: "your records" },
} as const;

/** A referral on its sender's side: what happens next and by when, what has been told since, and the copy as sent. [G02] */
export function SentReferralPage({
  referral,
  justSent,
  decisionDue,
  from,
  siblings = [],
  csrf = "",
}: SentReferralProps) {
  const { panel, keep } = wordsOf[from];
  const { reference, content, receivedAt, progress } = referral;
  const state = stateOf(referral);
  return (
    <>
      {justSent ? (
        <GovukPanel
          titleText={panel}
          html={
            <>
              Your reference
              <br />
              <strong>{reference}</strong>
            </>
          }
        />
      ) : (
        <>
          <h1 class="govuk-heading-l">Referral {reference}</h1>
          <p class="govuk-body">
            <GovukTag text={stateWords[state].text} classes={stateWords[state].classes} /> Sent on{" "}
            {momentInWords(receivedAt)} by {referral.senderName}.
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">{state === "waiting" ? "What happens next" : "What has become of it"}</h2>
      {state === "waiting" && <NextSteps content={content} decisionDue={decisionDue} from={from} />}
      <ol class="govuk-list" reversed>
        {progress.map(({ words, madeAt }) => (
          <li key={`${madeAt}${words}`}>{toldOn(Temporal.Instant.from(madeAt), words)}</li>
        ))}
      </ol>
      {siblings.length > 0 && <Siblings {...{ siblings, reference, csrf }} />}
      <h2 class="govuk-heading-m">What you sent</h2>
      <p class="govuk-body keepsight-not-printed">Print this page for {keep}.</p>
      <p class="govuk-body">
        {content.child.forename} {content.child.surname}
        {content.child.dateOfBirth &&
          `, born ${dayInWords(Temporal.PlainDate.from(content.child.dateOfBirth))}`}
        {content.child.upn && `, UPN ${content.child.upn}`}
      </p>
      <Sections sections={content.sections} />
    </>
  );
}

function Siblings({
  siblings,
  reference,
  csrf,
}: Required<Pick<SentReferralProps, "siblings" | "csrf">> & { reference: string }) {
  return (
    <div class="keepsight-not-printed">
      <h2 class="govuk-heading-m">Has a brother or sister left too?</h2>
      <p class="govuk-body">
        These pupils of your school may be of the same family. What you wrote for all of them is taken over:
        you check each page, and answer for each child if they are safe.
      </p>
      <Form action={`/my-school/referrals/${reference}/siblings`} csrf={csrf}>
        {siblings.map(({ id, forename, surname, dateOfBirth }) => (
          <p class="govuk-body">
            <GovukButton
              text={`Report ${forename} ${surname}${dateOfBirth ? `, born ${dayInWords(dateOfBirth)}` : ""}`}
              name="sibling"
              value={String(id)}
              classes="govuk-button--secondary govuk-!-margin-bottom-0"
              preventDoubleClick={true}
            />
          </p>
        ))}
      </Form>
    </div>
  );
}

function NextSteps({
  content,
  decisionDue,
  from,
}: { content: ReferralContent } & Pick<SentReferralProps, "decisionDue" | "from">) {
  const { called, stands } = wordsOf[from];
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          The children missing education officer searches every list, and decides
          {decisionDue ? ` by ${dayInWords(decisionDue)}` : " as soon as possible"}.
        </li>
        <li>
          What is decided, and what becomes of the {called}, will stand here and on {stands}.
        </li>
        <li>If you hear from the family, tell the officer at once.</li>
      </ul>
      {content.answers["roll"] === "still-on" && (
        <GovukInsetText
          html={
            <>
              <strong>Do not take the pupil off your roll yet.</strong> The officer first accepts this
              referral, and then tells you here on which day the pupil may come off. It can be backdated to
              the last day attended.
            </>
          }
        />
      )}
    </>
  );
}
