import { GovukButton, GovukWarningText } from "../web/design/index.ts";
import type { NoGround } from "./no-grounds.ts";
import type { GroundSet } from "./read-grounds.ts";

/** That a reason is no ground, by which regulation, and what to do instead. [F01] */
export function NotLawfulPage({
  name,
  regulations,
  noGround,
  routeAt,
  backAt,
}: {
  name: string;
  regulations: GroundSet;
  noGround: NoGround;
  routeAt: string | undefined;
  backAt: string;
}) {
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">The name stays on the roll</h1>
      <GovukWarningText
        text={`“${noGround.text}” is not a ground. To remove the name for it would be unlawful.`}
        iconFallbackText="Warning"
      />
      <p class="govuk-body">
        {noGround.because} The grounds are those of regulation {regulations.paragraph} of the{" "}
        {regulations.cited}, and no others.
      </p>
      <h2 class="govuk-heading-m">What to do instead</h2>
      <p class="govuk-body">{noGround.route.says}</p>
      <div class="govuk-button-group">
        {routeAt && (
          <GovukButton
            text={noGround.route.at === "referral" ? "Refer the pupil" : "See the absences"}
            href={routeAt}
          />
        )}
        <a class="govuk-link" href={backAt}>
          Choose another reason
        </a>
      </div>
    </>
  );
}
