import { momentInWords } from "../web/design/index.ts";
import { risksInWords } from "./risk-assessment.ts";
import type { RiskAssessment, RisksTold } from "./risk-assessments.store.ts";

/** What others found at this door before, and what the school told. */
export function KnownRisks({
  known,
  told,
}: {
  readonly known: readonly RiskAssessment[];
  readonly told?: RisksTold | undefined;
}) {
  if (known.length === 0 && !told) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Risks known here or with this child</h2>
      <ul class="govuk-list govuk-list--bullet">
        {told && (
          <li>
            {`The school told the hub (${told.reference}): ${risksInWords(told.risks)}${told.other ? `: ${told.other}` : ""}.`}
          </li>
        )}
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
