import { GovukDetails } from "../web/design/index.ts";
import type { Bind } from "./admission-binds.ts";

/** What binds an admission of this child, behind one line on the case. [B11] */
export function AdmissionBinds({ binds }: { binds: readonly Bind[] }) {
  if (binds.length === 0) return null;
  return (
    <GovukDetails
      classes="keepsight-not-printed"
      summaryText="What binds a school to admit this child"
      html={
        <ol class="govuk-list govuk-list--number">
          {binds.map(({ says, because, clause }) => (
            <li key={says}>
              {says} <span class="govuk-hint">{`${because} (${clause})`}</span>
            </li>
          ))}
        </ol>
      }
    />
  );
}
