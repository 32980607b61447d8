import type { StageDrawing } from "../procedures/drawing/index.ts";
import {
  type Example,
  explainProcedure,
  factKinds,
  type Procedure,
  type Reading,
  roleInWords,
} from "../procedures/index.ts";
import { DenseTable, GovukDetails, londonDay, momentInWords, shortDay } from "../web/design/index.ts";
import { rowAnchor } from "./in-stages.tsx";
import { stateWords } from "./state-words.ts";

/** One stage as the table that the owner of a procedure signs: each step with its readings and worked examples. */
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
            <Examples examples={rule.examples} />
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

function Examples({ examples }: { examples: readonly Example[] }) {
  return (
    <GovukDetails summaryText={`${examples.length} worked examples`}>
      <ul class="govuk-list govuk-list--bullet">
        {examples.map((example) => (
          <li key={example.says}>
            <strong>{example.says}</strong>
            {example.boundary && " (boundary)"}. {givenInWords(example)} Looked at on{" "}
            {momentInWords(example.now)}: {stateWords[example.state]}, due {dueInWords(example.due)}.
          </li>
        ))}
      </ul>
    </GovukDetails>
  );
}

function givenInWords({ given }: Example): string {
  const facts = given.map(
    ({ kind, happenedAt }) => `${factKinds[kind].called} on ${shortDay(londonDay(happenedAt))}`,
  );
  return facts.length > 0 ? `Given ${facts.join(", ")}.` : "";
}

/** A worked example names a day, or for hours a moment, as its file writes it. */
function dueInWords(due: string): string {
  const [day = "", time] = due.split(" ");
  return `${shortDay(Temporal.PlainDate.from(day))}${time ? ` at ${time}` : ""}`;
}
