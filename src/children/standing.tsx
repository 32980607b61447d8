import { dayInWords, GovukDetails } from "../web/design/index.ts";
import type { standingOf } from "./standing-of.ts";

const inWords = {
  "missing-education": "Missing education",
  "at-risk": "At risk of missing education",
  "out-of-scope": "Not a child missing education",
  "not-known": "Not known if missing education",
};

/** Whether a child is missing education, in one line, and why behind it. [A05] */
export function StandingLine({ of }: { of: ReturnType<typeof standingOf> }) {
  if (!of) return null;
  const { standing, reading, notAttendedSince } = of;
  return (
    <GovukDetails
      summaryText={`${inWords[standing.standing]}, by what is on record (${standing.clause})`}
      html={
        <>
          <ul class="govuk-list govuk-list--bullet">
            {notAttendedSince && (
              <li>Still on a roll, but has not attended since {dayInWords(notAttendedSince)}.</li>
            )}
            {standing.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {reading && (
            <p class="govuk-body">
              {reading.question} {reading.choice} {reading.why}
            </p>
          )}
        </>
      }
    />
  );
}
