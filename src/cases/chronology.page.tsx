import { dayOf } from "../calendar/index.ts";
import { counted, MojTimeline, momentInWords, timeInWords } from "../web/design/index.ts";
import type { ChronologyEntry } from "./case-record.ts";
import { type ChronologyPart, chronologyParts, partOf } from "./chronology.ts";
import { factInWords } from "./fact-words.ts";

export type ChronologyShown = {
  entries: readonly ChronologyEntry[];
  /** Left out: everything. */
  part: ChronologyPart | undefined;
  /** The address of the page with another part. */
  at: (part: ChronologyPart | undefined) => string;
  /** The referrals of the case, each with the moment at which it was received. */
  referrals: readonly { reference: string; receivedAt: string }[];
};

/** Everything that happened in a case, newest first: what, when, and when and by whom it was recorded. [G03] */
export function Chronology({ entries, part, at, referrals }: ChronologyShown) {
  const shown = entries.filter(({ kind }) => part === undefined || partOf(kind) === part);
  const present = new Set(entries.map(({ kind }) => partOf(kind)));
  const parts = (Object.keys(chronologyParts) as ChronologyPart[]).filter((each) => present.has(each));
  return (
    <section aria-labelledby="chronology">
      <h2 class="govuk-heading-m" id="chronology">
        Chronology
      </h2>
      <ul class="keepsight-line keepsight-not-printed">
        {[undefined, ...parts].map((each) => (
          <li>
            {each === part ? (
              <strong aria-current="true">{each ? chronologyParts[each] : "Everything"}</strong>
            ) : (
              <a href={at(each)}>{each ? chronologyParts[each] : "Everything"}</a>
            )}
          </li>
        ))}
      </ul>
      {part && (
        <p>
          {chronologyParts[part]} only: {shown.length} of {counted(entries.length, "entry", "entries")}.
        </p>
      )}
      <MojTimeline
        headingLevel={3}
        items={shown.map((entry) => {
          const { title, says } = factInWords(entry);
          const day = dayOf(entry.happenedAt);
          const referral =
            entry.kind === "referral-received" &&
            referrals.find(({ receivedAt }) => Temporal.Instant.from(receivedAt).equals(entry.happenedAt));
          return {
            label: { text: entry.correctedBy ? `Corrected later: ${title}` : title },
            byline: { text: entry.madeByName },
            datetime: { timestamp: day.toString(), type: "date" },
            html: (
              <p>
                {says?.split("\n").flatMap((line) => [line, <br />])}
                {referral && (
                  <>
                    <a href={`/referrals/${referral.reference}`}>Read {referral.reference} as it was sent</a>
                    <br />
                  </>
                )}
                <span class="govuk-hint">
                  Recorded{" "}
                  {dayOf(entry.madeAt).equals(day)
                    ? `at ${timeInWords(entry.madeAt)}`
                    : momentInWords(entry.madeAt)}
                  {entry.replaces && ", as a correction"}
                </span>
              </p>
            ),
          };
        })}
      />
    </section>
  );
}
