import type { Markup } from "./component.ts";

export interface WorkRow {
  /** What to do, beginning with a verb. */
  readonly todo: string;
  readonly href: string;
  /** The child, or initials where others can see the screen. */
  readonly child: Markup;
  /** Why now: "3 school days late, due 3 March 2026". */
  readonly why: Markup;
  readonly owedBy: string;
  /** How long the child has been missing: "5 weeks". */
  readonly missing: string;
  /** `very-late` is for the caller's own measure of depth; it thickens the bar. */
  readonly state: "late" | "very-late" | "today" | "soon" | "waiting" | "held";
  /** What opens in place: the last facts and the one button that does the step. */
  readonly opened?: Markup;
}

/** Steps to do, worst first. Up and down move between them, Enter follows one, right and left open and close it. */
export function WorkList({ rows }: { readonly rows: readonly WorkRow[] }) {
  return (
    <ol class="keepsight-work" data-work-list>
      {rows.map(({ todo, href, child, why, owedBy, missing, state, opened }) => (
        <li key={href} class={`keepsight-work__row keepsight-work__row--${state}`} data-work-row>
          <div class="keepsight-work__line">
            <p class="keepsight-work__todo">
              <a href={href}>{todo}</a>
            </p>
            <p class="keepsight-work__part">{child}</p>
            <p class="keepsight-work__part keepsight-work__why">{why}</p>
            <p class="keepsight-work__part">Owed by {owedBy}</p>
            <p class="keepsight-work__part">Missing {missing}</p>
          </div>
          {opened && (
            // Written out: fifty from GOV.UK's template take longer than the rest of the page.
            <details class="govuk-details keepsight-work__more">
              <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">
                  Latest<span class="govuk-visually-hidden">: {todo}</span>
                </span>
              </summary>
              <div class="govuk-details__text">{opened}</div>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Says which keys move in the lists above or below it; unseen where no script runs. */
export function WorkKeys() {
  return (
    <p class="keepsight-keys">
      Keys: <kbd>↓</kbd> <kbd>↑</kbd> next and previous, <kbd>Enter</kbd> do it, <kbd>→</kbd> <kbd>←</kbd>{" "}
      open and close.
    </p>
  );
}
