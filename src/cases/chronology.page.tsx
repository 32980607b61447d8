import { dayOf } from "../calendar/index.ts";
import {
  counted,
  dayInWords,
  GovukDetails,
  MojTimeline,
  momentInWords,
  timeInWords,
} from "../web/design/index.ts";
import type { ChronologyEntry } from "./case-record.ts";
import type { CaseSources } from "./case-sources.store.ts";
import { type ChronologyPart, chronologyParts, partOf } from "./chronology.ts";
import type { PutRight } from "./corrections/how-put-right.ts";
import { factInWords } from "./fact-words.ts";
import { whoTold } from "./who-told.ts";

export type ChronologyShown = {
  /** Of the case. */
  reference: string;
  entries: readonly ChronologyEntry[];
  /** How the viewer puts a record right, where they may. */
  putRight: (entry: ChronologyEntry) => PutRight | undefined;
  sources: CaseSources;
  /** Left out: everything. */
  part: ChronologyPart | undefined;
  /** The address of the page with another part. */
  at: (part: ChronologyPart | undefined) => string;
  /** The referrals of the case, each with the moment at which it was received. */
  referrals: readonly { reference: string; receivedAt: string }[];
};

/** Everything that happened in a case, newest first: what, when, who told it, and when and by whom it was recorded. [G03] */
export function Chronology(shown: ChronologyShown) {
  const { reference, entries, putRight, sources, part, at, referrals } = shown;
  const listed = entries.filter(({ kind }) => part === undefined || partOf(kind) === part);
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
          {chronologyParts[part]} only: {listed.length} of {counted(entries.length, "entry", "entries")}.
        </p>
      )}
      <MojTimeline
        headingLevel={3}
        items={listed.map((entry) => {
          const told = whoTold(entry, entries, sources);
          const { title, says } = factInWords(entry, told.beside);
          const day = dayOf(entry.happenedAt);
          const referral =
            entry.kind === "referral-received" &&
            referrals.find(({ receivedAt }) => Temporal.Instant.from(receivedAt).equals(entry.happenedAt));
          const letter = sources.letters.find(({ factId }) => factId === entry.id);
          const right = putRight(entry);
          const which = `: ${title}, ${dayInWords(day)}`;
          return {
            label: { text: entry.correctedBy ? `Corrected later: ${title}` : title },
            byline: { text: told.by ?? entry.madeByName },
            datetime: { timestamp: day.toString(), type: "date" },
            html: (
              <>
                <p>
                  {says?.split("\n").flatMap((line) => [line, <br />])}
                  {letter && (
                    <>
                      {`${letter.title}. `}
                      <a href={`/cases/${reference}/letters/${letter.reference}`}>
                        Read {letter.reference} as it was sent
                      </a>
                      <br />
                    </>
                  )}
                  {referral && (
                    <>
                      <a href={`/referrals/${referral.reference}`}>
                        Read {referral.reference} as it was sent
                      </a>
                      <br />
                    </>
                  )}
                  <span class="govuk-hint">
                    {told.at && `Told ${when(told.at, day)}. `}
                    Recorded {when(entry.madeAt, day)}
                    {told.by && ` by ${entry.madeByName}`}
                    {entry.replaces && ", as a correction"}
                  </span>
                  {right && "at" in right && (
                    <span class="keepsight-not-printed">
                      {" "}
                      <a href={right.at}>
                        Correct this<span class="govuk-visually-hidden">{which}</span>
                      </a>
                    </span>
                  )}
                </p>
                {right && "otherwise" in right && (
                  <GovukDetails
                    classes="keepsight-not-printed govuk-!-font-size-16 govuk-!-margin-bottom-0"
                    summaryHtml={
                      <>
                        If this is wrong<span class="govuk-visually-hidden">{which}</span>
                      </>
                    }
                    text={right.otherwise}
                  />
                )}
              </>
            ),
          };
        })}
      />
    </section>
  );
}

/** A moment beside the day of an entry: the time alone on the same day. */
function when(moment: Temporal.Instant, day: Temporal.PlainDate): string {
  return dayOf(moment).equals(day) ? `at ${timeInWords(moment)}` : momentInWords(moment);
}
