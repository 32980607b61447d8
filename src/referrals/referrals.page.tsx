import { type Basic, basics } from "../children/index.ts";
import { counted, DenseTable, GovukTag, momentInWords } from "../web/design/index.ts";
import { formWords } from "./referral.ts";
import type { WaitingReferral } from "./referrals.store.ts";

/** The referrals that wait for a decision: urgent ones first, then the oldest. */
export function ReferralsPage({ waiting }: { waiting: readonly WaitingReferral[] }) {
  return (
    <>
      <h1 class="govuk-heading-l">Referrals</h1>
      {waiting.length === 0 ? (
        <p class="govuk-body">
          No referral waits for a decision. New ones come here as soon as they are sent.
        </p>
      ) : (
        <DenseTable
          caption={`${counted(waiting.length, "referral waits", "referrals wait")} for a decision`}
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
            referral.schoolName,
            formWords[referral.form] ?? referral.form,
            momentInWords(referral.receivedAt),
            referral.missing.map((basic) => basics[basic as Basic] ?? basic).join(", "),
          ])}
        />
      )}
      {waiting.length > 0 && (
        <p class="govuk-body">
          <a href="/referrals.csv" download>
            Take the list as a CSV file
          </a>{" "}
          for a spreadsheet. The file holds names: keep it where only those who need it can open it.
        </p>
      )}
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
