import { momentInWords } from "../web/design/index.ts";
import { risksInWords } from "./risk-assessment.ts";
import type { RiskAssessment } from "./risk-assessments.store.ts";

/** What others found at this door before. */
export function KnownRisks({ known }: { readonly known: readonly RiskAssessment[] }) {
  if (known.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Risks known here or with this child</h2>
      <ul class="govuk-list govuk-list--bullet">
        {known.map(({ id, overall, risks, other, madeAt, madeBy }) => (
          <li key={id}>
            <strong>{`${overall[0]?.toUpperCase()}${overall.slice(1)} risk. `}</strong>
            {`${risksInWords(risks)}${other ? `: ${other}` : ""}. ${madeBy}, ${momentInWords(madeAt)}.`}
          </li>
        ))}
      </ul>
    </>
  );
}
