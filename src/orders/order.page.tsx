import { breachDecisions, type Kase } from "../cases/index.ts";
import { type Obligation, procedureActs } from "../procedures/index.ts";
import {
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  londonDay,
  type Markup,
  MojTimeline,
  type Typed,
} from "../web/design/index.ts";
import { type OrderField, type OrderStepKind, orderSteps, services, stepInWords } from "./order.ts";
import type { RecordedStep } from "./orders.store.ts";

type OrderPageProps = {
  kase: Kase;
  steps: readonly RecordedStep[];
  owed: readonly Obligation[];
  roleTitle: (role: string) => string;
  mayRecord: boolean;
  /** If the viewer may put a step right. */
  mayCorrect: (step: RecordedStep) => boolean;
  mayDisclose: boolean;
};

const stateWords: Partial<Record<Obligation["state"], string>> = {
  waiting: "Not yet",
  open: "Open",
  "due-soon": "Due soon",
  overdue: "Overdue",
  met: "Done",
  "met-late": "Done late",
  "no-longer-needed": "No longer needed",
  suspended: "Held",
};

/** A school attendance order from notice to end: what is owed by whom, what was done, and the bundle for the court. [C23] [E08] */
export function OrderPage({
  kase,
  steps,
  owed,
  roleTitle,
  mayRecord,
  mayCorrect,
  mayDisclose,
}: OrderPageProps) {
  const at = `/cases/${kase.reference}/order`;
  return (
    <>
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">School attendance order</h1>
      {steps.length === 0 && owed.length === 0 && (
        <p class="govuk-body">
          No proceedings have been started. They begin where it appears that a child of compulsory school age
          is not suitably educated, and where a place was offered and not taken up.
        </p>
      )}
      {owed.length > 0 && (
        <DenseTable
          caption="What the procedures ask"
          columns={[
            { text: "Step" },
            { text: "Who" },
            { text: "By", unbroken: true },
            { text: "State" },
            { text: "Why" },
          ]}
          rows={owed.map(({ act, asks, role, dueAt, state, clause }): Markup[] => [
            procedureActs[act].verb,
            roleTitle(role),
            dayInWords(londonDay(dueAt)),
            stateWords[state] ?? "",
            `${asks} ${clause}`,
          ])}
        />
      )}
      {steps.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What was done</h2>
          <MojTimeline
            headingLevel={3}
            items={steps.toReversed().map((step) => ({
              label: { text: `${step.corrected ? "Corrected later: " : ""}${orderSteps[step.kind].title}` },
              datetime: { timestamp: step.happenedOn.toString(), type: "date" },
              byline: { text: step.madeBy },
              html: (
                <p>
                  {stepInWords(step)}{" "}
                  {!step.corrected && step.factId !== null && mayCorrect(step) && (
                    <a class="keepsight-not-printed" href={`${at}/steps/${step.factId}`}>
                      Correct this
                      <span class="govuk-visually-hidden">: {orderSteps[step.kind].title}</span>
                    </a>
                  )}
                </p>
              ),
            }))}
          />
        </>
      )}
      {mayRecord && kase.open && (
        <div class="keepsight-not-printed">
          <h2 class="govuk-heading-m">Record a step</h2>
          <ul class="govuk-list">
            {(Object.keys(orderSteps) as OrderStepKind[]).map((kind) => (
              <li key={kind}>
                <a href={`${at}/${kind}`}>{orderSteps[kind].record}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayDisclose && steps.length > 0 && (
        <div class="keepsight-not-printed">
          <h2 class="govuk-heading-m">For the court</h2>
          <p class="govuk-body">
            The bundle holds the steps with their service, the letters and the chronology. Opening it is
            recorded as a disclosure.
          </p>
          <GovukButton text="Open the bundle" href={`${at}/bundle`} classes="govuk-button--secondary" />
        </div>
      )}
    </>
  );
}

/** The form of one step. */
export function OrderStepPage({
  kase,
  kind,
  csrf,
  typed,
  errors,
}: {
  kase: Kase;
  kind: OrderStepKind;
  csrf: string;
  typed: Typed;
  errors?: FormErrors | undefined;
}) {
  return (
    <>
      <span class="govuk-caption-l">{`Case ${kase.reference}`}</span>
      <h1 class="govuk-heading-l">{orderSteps[kind].record}</h1>
      <Form action={`/cases/${kase.reference}/order/${kind}`} csrf={csrf} seen={kase.lastFactId ?? undefined}>
        <OrderStepFields kind={kind} field={fieldsOf(typed, errors)} />
        <GovukButton text="Record it" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** What is asked of a step, and on which day it was. */
export function OrderStepFields({
  kind,
  field,
}: {
  kind: OrderStepKind;
  field: ReturnType<typeof fieldsOf>;
}) {
  const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });
  const asked: Record<OrderField, () => Markup> = {
    to: () => <GovukInput {...field.text("to")} label={{ text: "On whom was it served?" }} />,
    service: () => (
      <GovukRadios
        {...field.choice("service")}
        fieldset={legend("How was it served?")}
        items={Object.entries(services).map(([value, text]) => ({ value, text }))}
      />
    ),
    school: () => <GovukInput {...field.text("school")} label={{ text: "Which school is named?" }} />,
    decided: () => (
      <GovukRadios
        {...field.choice("decided")}
        fieldset={legend("What was decided?")}
        hint={{
          text: "Before proceedings the authority weighs an education supervision order, instead or as well.",
        }}
        items={Object.entries(breachDecisions).map(([value, text]) => ({ value, text }))}
      />
    ),
    court: () => (
      <GovukInput {...field.text("court")} label={{ text: "Which court, and what did it decide?" }} />
    ),
    words: () => (
      <GovukTextarea {...field.text("words")} label={{ text: "What is known (optional)" }} rows="4" />
    ),
  };
  const isServed = orderSteps[kind].asks.some((name) => name === "service");
  return (
    <>
      {orderSteps[kind].asks.map((name) => asked[name]())}
      <GovukDateInput
        {...field.day("happenedOn")}
        fieldset={legend("On which day?")}
        {...(isServed && {
          hint: {
            text: "A notice is served on the day on which it is handed over, left, or would come by post.",
          },
        })}
      />
    </>
  );
}
