import {
  beginningInWords,
  conditionsInWords,
  drawingOf,
  endInWords,
  limitInWords,
  type StageDrawing,
  waitInWords,
} from "../procedures/drawing/index.ts";
import { type Procedure, type Rule, roleInWords } from "../procedures/index.ts";
import { DenseTable, dayInWords } from "../web/design/index.ts";
import { rowAnchor } from "./in-stages.tsx";
import { ReadingShown } from "./reading-shown.tsx";

/** One stage as the table that the owner of a procedure signs: each step with its readings. */
export function SignOffTable({ procedure, chart }: { procedure: Procedure; chart: StageDrawing }) {
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
      rows={chart.steps.map(({ number, title, rule }) => [
        <span id={rowAnchor(procedure, rule.id)}>
          {number}. {title}
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
        <Time rule={rule} />,
        <Beginning {...{ procedure, rule }} />,
        `With ${endInWords(rule)}`,
      ])}
    />
  );
}

function Time({ rule: { within, commences } }: { rule: Rule }) {
  return (
    <>
      {limitInWords(within)
        .join("; ")
        .replace(/^Within /, "")}
      {commences !== undefined && (
        <span class="govuk-hint">
          {commences === "not-commenced" ? "Not in force yet" : `In force from ${dayInWords(commences)}`}
        </span>
      )}
    </>
  );
}

function Beginning({ procedure, rule }: { procedure: Procedure; rule: Rule }) {
  const steps = drawingOf(procedure).flatMap((each) => each.steps);
  const numberOf = (id: string) => steps.find((step) => step.rule.id === id)?.number ?? 0;
  const waits = waitInWords(rule);
  return (
    <>
      After {beginningInWords(rule, numberOf)}
      {waits && `, once ${waits} is there`}
      {rule.when.length > 0 && `, while ${conditionsInWords(rule.when)}`}
    </>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
