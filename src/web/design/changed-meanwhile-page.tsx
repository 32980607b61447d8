import { GovukSummaryList, GovukTable } from "./components.generated.ts";
import type { Shown } from "./refusal-pages.tsx";
import { TableFrame } from "./table-frame.tsx";
import { momentInWords } from "./words.ts";

/** One thing that somebody else changed while a form was open, in the page's own words. */
export interface Change {
  readonly what: string;
  readonly was: string;
  readonly now: string;
  readonly by: string;
  readonly at: Temporal.Instant;
}

export interface ChangedMeanwhile {
  readonly changes: readonly Change[];
  /** What the person had typed, so that it can be read and copied. */
  readonly typed?: readonly { readonly what: string; readonly words: string }[];
  /** The record as it is now. */
  readonly recordAt: string;
}

/** Somebody else changed the record meanwhile: who, what and when, and what this person had typed. */
export function changedMeanwhilePage({ changes, typed = [], recordAt }: ChangedMeanwhile): Shown {
  const title = "Someone else changed this meanwhile";
  return {
    title,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p>
          Nothing was overwritten, theirs or yours. Read what is new, then do your part again if it still
          holds.
        </p>
        <TableFrame label="What changed">
          <GovukTable
            caption="What changed"
            captionClasses="govuk-table__caption--m"
            head={[{ text: "What" }, { text: "Before" }, { text: "Now" }, { text: "Who and when" }]}
            firstCellIsHeader={true}
            rows={changes.map(({ what, was, now, by, at }) => [
              { text: what },
              { text: was || "Nothing" },
              { text: now || "Nothing" },
              { text: `${by}, ${momentInWords(at)}` },
            ])}
          />
        </TableFrame>
        {typed.length > 0 && (
          <>
            <h2 class="govuk-heading-m">What you typed</h2>
            <GovukSummaryList
              rows={typed.map(({ what, words }) => ({
                key: { text: what },
                value: { text: words, classes: "keepsight-typed" },
              }))}
            />
          </>
        )}
        <p>
          <a href={recordAt}>Go on from how it is now</a>
        </p>
      </>
    ),
  };
}
