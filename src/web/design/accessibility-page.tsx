import type { Shown } from "./refusal-pages.tsx";

/** The accessibility statement: what is tested on every page, and what is not. */
export function accessibilityPage(): Shown {
  const title = "Accessibility statement";
  return {
    title,
    children: (
      <div class="keepsight-reading">
        <h1 class="govuk-heading-l">{title}</h1>
        <p>Keepsight is made to be used by as many people as possible. You should be able to:</p>
        <ul class="govuk-list govuk-list--bullet">
          <li>do everything with a keyboard alone, or by voice</li>
          <li>enlarge a page to 400%, or open it on a small phone, without scrolling sideways</li>
          <li>use it with a screen reader</li>
          <li>use it without scripts, and print any page</li>
          <li>tell every state by its word and shape, not only by its colour</li>
        </ul>
        <h2 class="govuk-heading-m">How it is tested</h2>
        <p>
          Each page is opened in Chromium, wide and at 320 pixels, and checked by axe against the Web Content
          Accessibility Guidelines 2.2, level AA, whenever the program changes. Programs find only some
          barriers. It has not yet been tested by people who use screen readers, magnifiers or speech.
        </p>
        <h2 class="govuk-heading-m">If something is in your way</h2>
        <p>
          Tell the officer who manages Keepsight in your authority. Say which page it was and what you use. If
          you are not happy with the answer, the Equality Advisory and Support Service can help.
        </p>
      </div>
    ),
  };
}
