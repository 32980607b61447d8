import type { ComponentChildren } from "preact";
import { GovukButton } from "./components.generated.ts";

export interface FiltersProps {
  /** The list's own address. The choices go into it, so that a list can be kept as a bookmark; never put a name there. */
  readonly action: string;
  /** What the list is narrowed by now, each with the address of the list without it. */
  readonly chosen?: readonly { readonly text: string; readonly without: string }[];
  /** Where the whole list is, when the bare address comes back to what was chosen last. */
  readonly clearedAt?: string;
  readonly children: ComponentChildren;
}

/** The fields that narrow a list, in one row above it, and what is chosen now. */
export function Filters({ action, chosen = [], clearedAt = action, children }: FiltersProps) {
  return (
    <search class="keepsight-filters">
      <form class="keepsight-filters__fields" action={action} method="get">
        {children}
        <GovukButton text="Apply filters" classes="govuk-button--secondary" />
      </form>
      {chosen.length > 0 && (
        <div class="keepsight-filters__chosen">
          <ul class="moj-filter-tags">
            {chosen.map(({ text, without }) => (
              <li key={without}>
                <a class="moj-filter__tag" href={without}>
                  <span class="govuk-visually-hidden">Remove the filter </span>
                  {text}
                </a>
              </li>
            ))}
          </ul>
          <a href={clearedAt}>Clear all filters</a>
        </div>
      )}
    </search>
  );
}
