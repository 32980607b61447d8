import type { Kase } from "../cases/index.ts";
import { protectionOutcomes, protectionSteps, socialCareKnows } from "../cases/index.ts";
import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { choicesOf, outcomeField } from "./social-care.form.ts";
import type { KeptStep } from "./social-care.store.ts";
import type { ProtectionOutcome, ProtectionStep, SocialCareStep } from "./social-care.ts";

const steps: Record<SocialCareStep, string> = {
  "social-care-check": "Check whether the family is known",
  ...protectionSteps,
};

function outcomeInWords(step: SocialCareStep, outcome: string): string {
  if (outcome === "begun") return "It is called or has begun";
  return step === "social-care-check"
    ? socialCareKnows[outcome as keyof typeof socialCareKnows]
    : protectionOutcomes[outcome as ProtectionOutcome];
}

/** What social care knows and did last, on the safeguarding tab; for those who need to know. [E09] */
export function SocialCareLines({
  reference,
  steps: known,
  mayRecord,
}: {
  reference: string;
  steps: readonly KeptStep[];
  mayRecord: boolean;
}) {
  return (
    <section aria-labelledby="social-care">
      <h2 class="govuk-heading-m" id="social-care">
        Social care
      </h2>
      {known.length === 0 ? (
        <p class="govuk-body">Nobody has recorded yet whether the family is known to social care.</p>
      ) : (
        known.map((step) => <Step key={step.id} {...step} />)
      )}
      <p class="govuk-body keepsight-not-printed">
        <a href={`/cases/${reference}/safeguarding/social-care`}>
          {mayRecord ? "Record or see what social care does" : "Everything about social care"}
        </a>
      </p>
    </section>
  );
}

function Step({ step, happenedOn, who, outcome, words, madeAt, madeBy }: KeptStep) {
  return (
    <div class="govuk-!-margin-bottom-4">
      <p class="govuk-body govuk-!-margin-bottom-1">
        <strong>{`${steps[step]}, ${dayInWords(happenedOn)}. `}</strong>
        {`${outcomeInWords(step, outcome || "begun")}. With: ${who}.`}
      </p>
      {words && <p class="govuk-body keepsight-lines govuk-!-margin-bottom-1">{words}</p>}
      <p class="govuk-hint">{`Recorded by ${madeBy}, ${momentInWords(madeAt)}`}</p>
    </div>
  );
}

export type SocialCarePageProps = {
  kase: Kase;
  known: readonly KeptStep[];
  earlierAt: string | undefined;
  mayRecord: boolean;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** Everything that social care did in a case, and the form to add to it. [E09] */
export function SocialCarePage({
  kase,
  known,
  earlierAt,
  mayRecord,
  csrf,
  typed,
  errors,
}: SocialCarePageProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{kase.reference}</span>
      <h1 class="govuk-heading-l">What social care knows and does</h1>
      {mayRecord && (
        <Form
          action={`/cases/${kase.reference}/safeguarding/social-care`}
          csrf={csrf}
          seen={kase.lastFactId ?? undefined}
        >
          <GovukRadios
            {...field.choice("step")}
            fieldset={{ legend: { text: "What is it?", classes: "govuk-fieldset__legend--m" } }}
            items={(Object.keys(steps) as SocialCareStep[]).map((step) => ({
              value: step,
              text: steps[step],
              conditional: { html: <Outcome step={step} {...{ typed, errors }} /> },
            }))}
          />
          <GovukDateInput
            {...field.day("happenedOn")}
            fieldset={{ legend: { text: "On which day?", classes: "govuk-fieldset__legend--s" } }}
          />
          <GovukInput
            {...field.text("who")}
            label={{ text: "With whom did you speak, or who took part?", classes: "govuk-label--s" }}
            hint={{ text: "Names and roles." }}
          />
          <GovukTextarea
            {...field.text("words")}
            label={{ text: "What was said or agreed (optional)", classes: "govuk-label--s" }}
            rows="4"
          />
          <GovukButton text="Record" preventDoubleClick={true} />
        </Form>
      )}
      <h2 class="govuk-heading-m">What is on record</h2>
      {known.length === 0 && <p class="govuk-body">Nothing yet.</p>}
      {known.map((step) => (
        <Step key={step.id} {...step} />
      ))}
      {earlierAt && (
        <p class="govuk-body">
          <a href={earlierAt}>Earlier steps</a>
        </p>
      )}
    </>
  );
}

function Outcome({
  step,
  typed,
  errors,
}: {
  step: SocialCareStep;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const name = outcomeField(step);
  return (
    <GovukSelect
      {...fieldsOf(typed, errors).text(name)}
      label={{
        text: step === "social-care-check" ? "What do they say?" : `What came of the ${inSentence(step)}?`,
      }}
      items={[
        { value: "", text: "Choose one" },
        ...choicesOf(step).map((value) => ({
          value,
          text: outcomeInWords(step, value),
          selected: typed[name] === value,
        })),
      ]}
    />
  );
}

function inSentence(step: ProtectionStep): string {
  const words = protectionSteps[step];
  return words.charAt(0).toLowerCase() + words.slice(1);
}
