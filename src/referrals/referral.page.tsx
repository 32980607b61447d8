import { dayInWords, londonDay, momentInWords } from "../web/design/index.ts";
import { AsSent } from "./as-sent.tsx";
import { formWords } from "./referral.ts";
import { Decided, type DecidedProps } from "./referral-decided.page.tsx";
import { ToDecide, type ToDecideProps } from "./referral-to-decide.page.tsx";
import { Urgency } from "./referrals.page.tsx";

export type ReferralPageProps = ToDecideProps | (DecidedProps & { search: undefined });

/** A referral as an officer reads it: as it was sent, what every list says of the child, and the decision. */
export function ReferralPage(props: ReferralPageProps) {
  const { referral } = props;
  const { reference, content, receivedAt, senderName } = referral;
  return (
    <>
      <h1 class="govuk-heading-l">
        Referral {reference} <Urgency urgent={content.urgent} concern={content.concern} />
      </h1>
      <p class="govuk-body">
        {formWords[referral.form] ?? referral.form}, received on{" "}
        {content.sender.came ? dayInWords(londonDay(receivedAt)) : momentInWords(receivedAt)} from{" "}
        {[
          content.sender.name || senderName,
          content.sender.position,
          referral.schoolName ?? content.sender.organisation,
          content.sender.phone,
        ]
          .filter(Boolean)
          .join(", ")}
        {content.sender.came && `; entered by ${senderName}`}.
      </p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {props.search ? <ToDecide {...props} /> : <Decided {...props} />}
        </div>
        <div class="govuk-grid-column-one-third">
          <AsSent referral={referral} />
        </div>
      </div>
    </>
  );
}
