import { whenDue } from "../cases/index.ts";
import { counted, DenseTable, lateInWords, londonDay, shortDay } from "../web/design/index.ts";
import type { SchoolStep } from "./school-steps.ts";

/** What a school owes, the soonest due first, with the way to do it. */
export function OwedBySchool({
  owed,
  now,
  schools,
}: {
  owed: readonly SchoolStep[];
  now: Temporal.Instant;
  /** How many schools the viewer works for: of several, each stands beside its pupil. */
  schools: number;
}) {
  const late = owed.filter((step) => isLate(step, now)).length;
  if (owed.length === 0) return null;
  return (
    <>
      <p class="govuk-body-l">
        <strong>{`${schools > 1 ? "Your schools owe" : "Your school owes"} ${counted(owed.length, "step")}`}</strong>
        {lateInWords(late, owed.length)}.
      </p>
      <DenseTable
        caption={schools > 1 ? "What your schools owe" : "What your school owes"}
        columns={[
          { text: "Do" },
          { text: "About" },
          { text: "Due", unbroken: true },
          { text: "What is asked" },
        ]}
        rows={owed.map((step) => [
          <Step {...step} />,
          typeof step.about === "string" ? (
            step.about
          ) : (
            <>
              <a href={`/children/${step.about.childId}`}>{step.about.name}</a>
              {schools > 1 && step.about.school && (
                <div class="govuk-hint govuk-!-margin-bottom-0">{step.about.school}</div>
              )}
            </>
          ),
          <Due {...{ step, now }} />,
          step.asked.map((asked) => <div>{asked}</div>),
        ])}
      />
    </>
  );
}

function Step({ does, at, about }: SchoolStep) {
  if (at === undefined)
    return (
      <>
        <strong>{does}</strong>, and tell the officer when it is done
      </>
    );
  return (
    <a href={at}>
      {does}
      {typeof about !== "string" && <span class="govuk-visually-hidden">: {about.name}</span>}
    </a>
  );
}

function isLate({ dueAt }: SchoolStep, now: Temporal.Instant): boolean {
  return dueAt !== undefined && Temporal.Instant.compare(dueAt, now) < 0;
}

function Due({ step, now }: { step: SchoolStep; now: Temporal.Instant }) {
  if (step.dueAt === undefined) return "No day is set";
  return (
    <>
      {shortDay(londonDay(step.dueAt))}
      <div class={isLate(step, now) ? "keepsight-late" : undefined}>{whenDue(step.dueAt, now)}</div>
    </>
  );
}
