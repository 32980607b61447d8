import { factInWords } from "../../cases/index.ts";
import { momentInWords } from "../../web/design/index.ts";
import { correctionOf, isCorrectable } from "./correct-on-referral.ts";
import type { ReferralFact } from "./passed-on.store.ts";
import type { PassedOn } from "./record-on-referral.ts";

/** Where a referral that was passed on is read. */
export function addressOfPassedOn(reference: string): string {
  return `/passed-on/${reference}`;
}

/** Where one record of it is corrected. */
export function addressOfRecord(reference: string, { id }: ReferralFact): string {
  return `${addressOfPassedOn(reference)}/records/${id}`;
}

/** The history of a referral that was passed on, the last first; what was corrected stays, and says so. [G03] */
export function WhatHappened({
  passedOn,
  mayCorrect,
}: {
  readonly passedOn: PassedOn;
  readonly mayCorrect: boolean;
}) {
  const { reference } = passedOn.referral;
  return (
    <>
      <h2 class="govuk-heading-m">What has happened</h2>
      <ol class="govuk-list" reversed>
        {[...passedOn.facts].reverse().map((fact) => {
          const { title, says } = factInWords(fact);
          const isCorrected = correctionOf(passedOn, fact) !== undefined;
          return (
            <li>
              <strong>{isCorrected ? `Corrected later: ${title}` : title}</strong>,{" "}
              {momentInWords(fact.happenedAt)}
              {says && (
                <>
                  <br />
                  <span class="keepsight-typed">{says}</span>
                </>
              )}
              <br />
              <span class="govuk-hint">
                Recorded by {fact.madeByName}, {momentInWords(fact.madeAt)}
                {fact.replaces && ", as a correction"}
              </span>
              {mayCorrect && isCorrectable(fact) && !isCorrected && (
                <>
                  {" "}
                  <a href={addressOfRecord(reference, fact)}>
                    Correct this<span class="govuk-visually-hidden">: {title}</span>
                  </a>
                </>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
