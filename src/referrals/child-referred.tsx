import { basics, type ChildRecord } from "../children/index.ts";
import { dayInWords } from "../web/design/index.ts";
import type { Referral } from "./referrals.store.ts";

/** Of whom a referral is, as it was sent, with what the record lacks. */
export function ChildReferred({ referral, child }: { referral: Referral; child: ChildRecord | undefined }) {
  const { forename, surname, dateOfBirth, upn } = referral.content.child;
  const { missing } = referral.content;
  return (
    <>
      <p class="govuk-body-l">
        {child ? (
          <a href={`/children/${child.id}`}>
            {forename} {surname}
          </a>
        ) : (
          `${forename} ${surname}`
        )}
        {dateOfBirth && `, born ${dayInWords(Temporal.PlainDate.from(dateOfBirth))}`}
        {upn && `, UPN ${upn}`}
      </p>
      {missing.length > 0 && (
        <p class="govuk-body">
          <strong>Missing from the record:</strong> {missing.map((basic) => basics[basic]).join(", ")}.
        </p>
      )}
    </>
  );
}
