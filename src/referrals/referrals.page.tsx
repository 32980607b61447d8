import { type Basic, basics } from "../children/index.ts";
import {
  CsvFile,
  counted,
  DenseTable,
  GovukPagination,
  GovukTag,
  momentInWords,
} from "../web/design/index.ts";
import { formWords, stateOf, stateWords } from "./referral.ts";
import type { DecidedReferral, WaitingReferral } from "./referrals.store.ts";

/** As many referrals that wait stand on the page. */
export const mostWaiting = 200;

/** The referrals that wait for a decision, urgent ones first, then the oldest; below, those that were decided. */
export function ReferralsPage({
  waiting,
  decided,
  next,
}: {
  /** Left out on later pages of the decided ones. */
  waiting: readonly WaitingReferral[] | undefined;
  decided: readonly DecidedReferral[];
  next: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Referrals</h1>
      <p class="govuk-body">
        <a href="/referrals/enter">Enter a report that came by phone, letter or e-mail</a>
      </p>
      {waiting && <Waiting waiting={waiting} />}
      {decided.length > 0 && (
        <DenseTable
          caption="Decided, the latest received first"
          columns={[
            { text: "Reference", unbroken: true },
            { text: "Child" },
            { text: "From" },
            { text: "Form" },
            { text: "Received" },
            { text: "What became of it" },
          ]}
          rows={decided.map((referral) => [
            <>
              <a href={`/referrals/${referral.reference}`}>{referral.reference}</a>{" "}
              <Urgency urgent={referral.urgent} concern={referral.concern} />
            </>,
            `${referral.forename} ${referral.surname}`,
            referral.sentFrom,
            formWords[referral.form] ?? referral.form,
            momentInWords(referral.receivedAt),
            referral.caseReference ? (
              <a href={`/cases/${referral.caseReference}`}>Case {referral.caseReference}</a>
            ) : (
              stateWords[stateOf(referral)].text
            ),
          ])}
        />
      )}
      {next && <GovukPagination next={{ href: next, text: "Earlier decisions" }} />}
    </>
  );
}

function Waiting({ waiting }: { waiting: readonly WaitingReferral[] }) {
  return (
    <>
      {waiting.length === 0 ? (
        <p class="govuk-body">
          No referral waits for a decision. New ones come here as soon as they are sent.
        </p>
      ) : (
        <DenseTable
          caption={
            waiting.length < mostWaiting
              ? `${counted(waiting.length, "referral waits", "referrals wait")} for a decision`
              : `The ${mostWaiting} most pressing of the referrals that wait for a decision; the file below has all`
          }
          columns={[
            { text: "Reference", unbroken: true },
            { text: "Child" },
            { text: "From" },
            { text: "Form" },
            { text: "Received" },
            { text: "Missing basics" },
          ]}
          rows={waiting.map((referral) => [
            <>
              <a href={`/referrals/${referral.reference}`}>{referral.reference}</a>{" "}
              <Urgency urgent={referral.urgent} concern={referral.concern} />
            </>,
            `${referral.forename} ${referral.surname}`,
            referral.sentFrom,
            formWords[referral.form] ?? referral.form,
            momentInWords(referral.receivedAt),
            referral.missing.map((basic) => basics[basic as Basic] ?? basic).join(", "),
          ])}
        />
      )}
      {waiting.length > 0 && <CsvFile href="/referrals.csv" holdsNames />}
    </>
  );
}

/** Says that a referral cannot wait, or that somebody fears for the child. */
export function Urgency({ urgent, concern }: { urgent: boolean; concern: boolean }) {
  return (
    <>
      {urgent && <GovukTag text="Urgent" classes="govuk-tag--red" />}{" "}
      {concern && <GovukTag text="Concern" classes="govuk-tag--orange" />}
    </>
  );
}
