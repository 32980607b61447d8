import type { WorkStep } from "../cases/index.ts";
import { GovukTag } from "../web/design/index.ts";
import { dueInFull, dueWord } from "./step.ts";

/** The visits owed on referrals that were passed on, where no case was opened: who, by when, and the page on which the address stands. [A06] [E02] */
export function VisitsWithoutCase({
  steps,
  now,
}: {
  readonly steps: readonly WorkStep[];
  readonly now: Temporal.Instant;
}) {
  if (steps.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">On a roll and not coming: referrals without a case</h2>
      <ul class="govuk-list govuk-list--spaced">
        {steps.map((step) => (
          <li key={step.key}>
            <a class="govuk-link" href={step.recordAt}>
              {`${step.forename} ${step.surname}`.trim() || "A child without a name"}
            </a>{" "}
            <Due step={step} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Due({
  step: { held, urgent, dueAt },
  now,
}: {
  readonly step: WorkStep;
  readonly now: Temporal.Instant;
}) {
  if (held) return <GovukTag text="Held: do not go" classes="govuk-tag--red" />;
  const due = dueWord(dueAt, now);
  return (
    <>
      <GovukTag text={due.word} classes={due.colour} />{" "}
      {urgent && <GovukTag text="Urgent" classes="govuk-tag--red" />} visit by {dueInFull(dueAt)}
    </>
  );
}
