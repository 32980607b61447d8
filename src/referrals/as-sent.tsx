import { SectionsInColumn } from "./check-answers.page.tsx";
import type { Referral } from "./referrals.store.ts";

/** A referral as it was sent, beside what became of it. */
export function AsSent({ referral }: { referral: Referral }) {
  return (
    <>
      <h2 class="govuk-heading-m">The referral as it was sent</h2>
      {referral.content.sections.length === 0 ? (
        <p class="govuk-body">It says no more than what stands beside it.</p>
      ) : (
        <SectionsInColumn sections={referral.content.sections} />
      )}
      {referral.content.sender.came && (
        <p class="govuk-body keepsight-not-printed">
          <a href={`/referrals/${referral.reference}/originals`}>The letter or e-mail as it came</a>
        </p>
      )}
    </>
  );
}
