import {
  barsInWords,
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
        <Time {...{ procedure, rule }} />,
        <Beginning {...{ procedure, rule }} />,
        `With ${endInWords(rule)}`,
      ])}
    />
  );
}

type OfRule = { procedure: Procedure; rule: Rule };

function Time({ procedure, rule }: OfRule) {
  const { within, commences } = rule;
  const bars = barsInWords(rule, numbersIn(procedure));
  return (
    <>
      {limitInWords(within)
        .join("; ")
        .replace(/^Within /, "")}
      {bars && `, once ${bars} are over`}
      {commences !== undefined && (
        <span class="govuk-hint">
          {commences === "not-commenced" ? "Not in force yet" : `In force from ${dayInWords(commences)}`}
        </span>
      )}
    </>
  );
}

function Beginning({ procedure, rule }: OfRule) {
  const waits = waitInWords(rule);
  return (
    <>
      After {beginningInWords(rule, numbersIn(procedure))}
      {waits && `, once ${waits} is there`}
      {rule.when.length > 0 && `, while ${conditionsInWords(rule.when)}`}
    </>
  );
}

/** The number of a step by the id of its rule. */
function numbersIn(procedure: Procedure): (id: string) => number {
  const steps = drawingOf(procedure).flatMap((each) => each.steps);
  return (id) => steps.find((step) => step.rule.id === id)?.number ?? 0;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
