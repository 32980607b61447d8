import { oneByteText } from "./one-byte-text.ts";

/** One step, in words. */
export type WorkRow = {
  /** What to do, beginning with a verb. */
  readonly todo: string;
  readonly href: string;
  /** The child, or initials where others can see the screen. */
  readonly child: string;
  /** The record that it is about, and where that is. */
  readonly reference: string;
  readonly recordAt: string;
  /** Why now: "3 school days late, due 3 March 2026". */
  readonly why: string;
  readonly clause: string;
  readonly owedBy: string;
  /** What must not be overlooked, in a word each: "Urgent", "Late". */
  readonly marks?: readonly string[];
  /** What may end the search, though no step says so. */
  readonly perhaps?: string | undefined;
  /** How long the child has been missing: "5 weeks". Left out where no child is. */
  readonly missing: string | undefined;
  /** `very-late` is for the caller's own measure of depth; it thickens the bar. */
  readonly state: "late" | "very-late" | "today" | "soon" | "waiting" | "held";
  /** What opens in place: what is asked, the last facts, and the button that does the step where the viewer may. */
  readonly asks: string;
  readonly latest: readonly string[];
  readonly button: boolean;
};

/** Steps to do, worst first. Up and down move between them, Enter follows one, right and left open and close it. */
export function WorkList({ rows }: { readonly rows: readonly WorkRow[] }) {
  return (
    <ol class="keepsight-work" data-work-list>
      {rows.map((row) => (
        <Row {...row} />
      ))}
    </ol>
  );
}

// The fold and the button are written out: fifty from GOV.UK's templates take longer than the rest of the page.
function Row(row: WorkRow) {
  return (
    <li class={`keepsight-work__row keepsight-work__row--${row.state}`} data-work-row>
      <div class="keepsight-work__line">
        <p class="keepsight-work__todo">
          <a href={row.href}>
            {row.todo}
            <span class="govuk-visually-hidden">: {oneByteText(row.child)}</span>
          </a>
        </p>
        <p>
          {oneByteText(row.child)}
          <br />
          <a class="govuk-link" href={row.recordAt}>
            {row.reference}
          </a>
          {row.perhaps && (
            <>
              <br />
              <strong>{oneByteText(row.perhaps)}</strong>
            </>
          )}
        </p>
        <p class="keepsight-work__why">
          {row.marks?.map((mark) => (
            <>
              <strong class="govuk-tag govuk-tag--red">{mark}</strong>{" "}
            </>
          ))}
          {row.why}
          {row.clause && (
            <>
              <br />
              <span class="govuk-!-font-weight-regular">{row.clause}</span>
            </>
          )}
        </p>
        <p>Owed by {row.owedBy}</p>
        {row.missing !== undefined && <p>Missing {row.missing}</p>}
      </div>
      <details class="govuk-details keepsight-work__more">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            Latest
            <span class="govuk-visually-hidden">
              : {row.todo}, {oneByteText(row.child)}
            </span>
          </span>
        </summary>
        <div class="govuk-details__text">
          <p>{oneByteText(row.asks)}</p>
          {row.latest.length > 0 && (
            <ul>
              {row.latest.map((fact) => (
                <li>{oneByteText(fact)}</li>
              ))}
            </ul>
          )}
          {row.button ? (
            <a class="govuk-button govuk-!-margin-bottom-2" href={row.href}>
              {row.todo}
            </a>
          ) : (
            <a href={row.recordAt}>Open {row.reference}</a>
          )}
        </div>
      </details>
    </li>
  );
}

/** Says which keys move in the lists above or below it; unseen where no script runs. */
export function WorkKeys() {
  const [down, up, right, left] = ["↓", "↑", "→", "←"].map((key) => <kbd>{oneByteText(key)}</kbd>);
  return (
    <p class="keepsight-keys">
      Keys: {down} {up} next and previous, <kbd>Enter</kbd> do it, {right} {left} open and close.
    </p>
  );
}
