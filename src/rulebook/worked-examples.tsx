import type { StageDrawing } from "../procedures/drawing/index.ts";
import { type Example, factKinds } from "../procedures/index.ts";
import { GovukDetails, londonDay, momentInWords, shortDay } from "../web/design/index.ts";
import { stateWords } from "./state-words.ts";

/** The worked examples of one stage, step by step: literal dates, and what the step then says. On paper they are open. */
export function WorkedExamples({ chart }: { chart: StageDrawing }) {
  return (
    <GovukDetails summaryText={`Worked examples: ${chart.title}`}>
      {chart.steps.map(({ number, title, rule }) => (
        <section key={rule.id} class="keepsight-examples">
          <h4 class="govuk-heading-s">
            {number}. {title}
          </h4>
          <ul class="govuk-list govuk-list--bullet">
            {rule.examples.map((example) => (
              <li key={example.says}>
                <strong>{example.says}</strong>
                {example.boundary && " (boundary)"}. {givenInWords(example)} Looked at on{" "}
                {momentInWords(example.now)}: {stateWords[example.state]}, due {dueInWords(example.due)}.
              </li>
            ))}
          </ul>
        </section>
      ))}
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
