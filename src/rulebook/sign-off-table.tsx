import type { StageDrawing } from "../procedures/drawing/index.ts";
import {
  explainProcedure,
  factKinds,
  type Procedure,
  type Reading,
  roleInWords,
} from "../procedures/index.ts";
import { DenseTable } from "../web/design/index.ts";
import { rowAnchor } from "./in-stages.tsx";

/** One stage as the table that the owner of a procedure signs: each step with its readings. */
export function SignOffTable({ procedure, chart }: { procedure: Procedure; chart: StageDrawing }) {
  const words = new Map(explainProcedure(procedure).map((each) => [each.id, each]));
  return (
    <DenseTable
      caption={`${procedure.title}: ${chart.title}`}
      columns={[
        { text: "Step" },
        { text: "What is asked" },
        { text: "Who" },
        { text: "Within" },
        { text: "Starts" },
        { text: "Ends" },
      ]}
      rows={chart.steps.map(({ number, rule }) => {
        const said = words.get(rule.id);
        return [
          <span id={rowAnchor(procedure, rule.id)}>
            {number}. {said?.verb}
            <span class="govuk-hint">{rule.clause}</span>
          </span>,
          <>
            <p>{rule.asks}</p>
            {rule.reading && <ReadingShown {...rule.reading} />}
          </>,
          <>
            {capital(roleInWords(rule.role))}
            {rule.late && <span class="govuk-hint">If late, tell the {roleInWords(rule.late.tell)}</span>}
          </>,
          said?.within,
          <>
            After {said?.after}
            {rule.waitsFor.length > 0 &&
              `, once ${rule.waitsFor.map(({ kind }) => factKinds[kind].called).join(" and ")} is there`}
            {said?.while && `, while ${said.while}`}
          </>,
          `With ${said?.until}`,
        ];
      })}
    />
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** What the document leaves open, and what was chosen. */
export function ReadingShown({ question, choice, why }: Reading) {
  return (
    <p class="keepsight-reading">
      <strong>Reading: {question}</strong> {choice} <span class="keepsight-reading__why">{why}</span>
    </p>
  );
}
