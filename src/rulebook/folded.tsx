import type { ComponentChildren } from "preact";

type Shown = {
  /** Where a link leads: inside what is folded, so that the browser opens it. */
  id: string;
  title: string;
  /** What is in it, such as `9 steps`. */
  holds: string;
  isOpen?: boolean;
  children: ComponentChildren;
};

/** A part of a long page, folded under its heading until it is asked for or a link leads there. On paper it is open. */
export function Folded({ id, title, holds, isOpen = false, children }: Shown) {
  return (
    <details class="govuk-details keepsight-folded" open={isOpen}>
      <summary class="govuk-details__summary">
        <h3 class="govuk-details__summary-text">
          {title}
          <span class="keepsight-folded__holds"> {holds}</span>
        </h3>
      </summary>
      <div class="keepsight-folded__inside" id={id}>
        {children}
      </div>
    </details>
  );
}
