import { dayOf } from "../calendar/index.ts";
import {
  isOwedNow,
  nextStepOf,
  type Obligation,
  type ProcedureAct,
  procedureActs,
  worstFirst,
} from "../procedures/index.ts";
import { ReadingFolded } from "../rulebook/index.ts";
import {
  DenseTable,
  GovukButton,
  GovukDetails,
  GovukTag,
  shortDay,
  weekdayInWords,
} from "../web/design/index.ts";
import { actAddress } from "./act-address.ts";
import { whenDue } from "./due-words.ts";
import type { Standing } from "./standing.ts";

export type StepsShown = {
  standing: Standing;
  /** What nobody may do now, though a procedure may ask for it. */
  heldActs: readonly ProcedureAct[];
  reference: string;
  now: Temporal.Instant;
  /** The titles of roles. */
  roles: Readonly<Record<string, string>>;
  /** If the viewer may do the step here and now. */
  mayDoStep: (step: Obligation) => boolean;
};

/** What must happen next: the verb, until when, by whom, why, and the button that does it. */
export function NextStep({ standing, heldActs, reference, now, roles, mayDoStep }: StepsShown) {
  const { open } = standing;
  const nextStep = nextStepOf(standing.obligations.filter(({ act }) => !heldActs.includes(act)));
  if (!nextStep)
    return (
      <section class="keepsight-next-step" aria-labelledby="next">
        <h2 class="govuk-heading-m" id="next">
          {open ? "Nothing is owed at this moment" : "Nothing more to do"}
        </h2>
      </section>
    );
  const { verb } = procedureActs[nextStep.act];
  const isLate = Temporal.Instant.compare(nextStep.dueAt, now) < 0;
  const due = whenDue(nextStep.dueAt, now);
  return (
    <section
      class={`keepsight-next-step ${isLate ? "keepsight-next-step--late" : ""}`}
      aria-labelledby="next"
    >
      <h2 class="govuk-heading-m" id="next">
        Next step: {verb.charAt(0).toLowerCase() + verb.slice(1)}
      </h2>
      <p>{nextStep.asks}</p>
      <p>
        <strong>
          {due.charAt(0).toUpperCase() + due.slice(1)}, due {weekdayInWords(dayOf(nextStep.dueAt))}.
        </strong>{" "}
        Owed by: {roles[nextStep.role] ?? nextStep.role}.
      </p>
      <Why why={nextStep.why} reading={nextStep.reading} />
      {mayDoStep(nextStep) && (
        <GovukButton text={verb} href={actAddress(nextStep.act, reference)} classes="keepsight-not-printed" />
      )}
    </section>
  );
}

function Why({ why, reading }: Pick<Obligation, "why" | "reading">) {
  return (
    <GovukDetails summaryText="Why this, and why then">
      <p>{why}</p>
      {reading && (
        <>
          <p>
            <strong>{reading.question}</strong> {reading.choice}
          </p>
          <p class="govuk-hint">{reading.why}</p>
        </>
      )}
    </GovukDetails>
  );
}

const states = {
  overdue: { text: "Overdue", colour: "red" },
  "due-soon": { text: "Due soon", colour: "orange" },
  open: { text: "Open", colour: "blue" },
  waiting: { text: "Waiting", colour: "grey" },
  suspended: { text: "Suspended", colour: "purple" },
  "met-late": { text: "Done late", colour: "yellow" },
  met: { text: "Done in time", colour: "green" },
  "no-longer-needed": { text: "No longer needed", colour: "grey" },
} as const;

/** Everything else that somebody owes in this case, and every deadline it has had, with what set it. */
export function OtherSteps({ standing, heldActs, reference, now, roles, mayDoStep }: StepsShown) {
  const { obligations } = standing;
  const [, ...others] = obligations
    .filter((each) => isOwedNow(each) && !heldActs.includes(each.act))
    .sort(worstFirst);
  const suspended = obligations.filter(({ state }) => state === "suspended");
  return (
    <>
      {suspended.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Suspended: nobody does this now</h3>
          <ul class="govuk-list govuk-list--bullet">
            {suspended.map((step) => (
              <li>
                {procedureActs[step.act].verb}. {step.suspended?.says} ({step.suspended?.clause}).
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h3 class="govuk-heading-s">Also owed</h3>
          <ul class="govuk-list govuk-list--bullet">
            {others.map((step) => {
              const { verb } = procedureActs[step.act];
              return (
                <li>
                  {mayDoStep(step) ? <a href={actAddress(step.act, reference)}>{verb}</a> : verb}
                  {`: ${step.asks} `}
                  <strong>{whenDue(step.dueAt, now)}</strong>. {roles[step.role] ?? step.role}.
                </li>
              );
            })}
          </ul>
        </>
      )}
      <GovukDetails summaryText="Every deadline of this case">
        <DenseTable
          caption="Every deadline of this case, in the order in which they began"
          columns={[
            { text: "What" },
            { text: "Who" },
            { text: "Due", unbroken: true },
            { text: "State" },
            { text: "Why then" },
          ]}
          rows={obligations.map(({ asks, role, dueAt, state, why, reading }) => [
            asks,
            roles[role] ?? role,
            shortDay(dayOf(dueAt)),
            <GovukTag text={states[state].text} classes={`govuk-tag--${states[state].colour}`} />,
            <>
              {why}
              <ReadingFolded reading={reading} of={asks} />
            </>,
          ])}
        />
      </GovukDetails>
    </>
  );
}
