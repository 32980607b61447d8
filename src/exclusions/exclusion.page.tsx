import { procedureActs } from "../procedures/index.ts";
import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukSummaryList,
  GovukTextarea,
  londonDay,
  MojTimeline,
  type Typed,
} from "../web/design/index.ts";
import { type ExclusionFact, kinds, provisionInWords } from "./exclusion.ts";
import { type ExclusionForm, exclusionForms } from "./exclusions.form.ts";
import { daysInWords, type Stood, stateInWords } from "./exclusions.page.tsx";

type ExclusionPageProps = Stood & {
  facts: readonly (ExclusionFact & { madeBy: string })[];
  mayKeep: boolean;
};

/** One exclusion: how long, if full-time provision is owed and shown, and what is to be recorded. [E12] */
export function ExclusionPage({ row, standing, facts, mayKeep }: ExclusionPageProps) {
  const at = `/exclusions/${row.entryId}`;
  const { next } = standing;
  const name = `${row.forename} ${row.surname}`;
  return (
    <>
      <span class="govuk-caption-l">{kinds[row.kind]}</span>
      <h1 class="govuk-heading-l">
        {row.childId === null ? name : <a href={`/children/${row.childId}`}>{name}</a>}
      </h1>
      <GovukSummaryList
        rows={[
          ["School", row.school ?? "Not known"],
          ["From", dayInWords(row.startsOn)],
          ["To", row.endsOn ? dayInWords(row.endsOn) : "No last day"],
          ["School days", daysInWords(standing)],
          ["Full-time provision", provisionInWords(row, standing, dayInWords)],
          ["State", stateInWords(row)],
          [
            "Next step",
            next
              ? `${procedureActs[next.act].verb}, by ${dayInWords(londonDay(next.dueAt))} (${next.clause})`
              : "Nothing is owed by the procedures now",
          ],
        ].map(([key = "", value = ""]) => ({ key: { text: key }, value: { text: value } }))}
      />
      {mayKeep && row.state !== "done" && (
        <div class="govuk-button-group">
          <GovukButton text="Provision was shown" href={`${at}/provision`} />
          <GovukButton text="The pupil is back" href={`${at}/return`} classes="govuk-button--secondary" />
          {row.childId !== null && !row.notBackOn && (
            <GovukButton
              text="The pupil did not return"
              href={`${at}/no-return`}
              classes="govuk-button--warning"
            />
          )}
        </div>
      )}
      {row.childId === null && (
        <p class="govuk-body">
          The list's row is not linked with a child on record. It can be passed on once somebody has linked
          it.
        </p>
      )}
      {facts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What was learnt</h2>
          <MojTimeline
            headingLevel={3}
            items={facts.toReversed().map((fact) => ({
              label: { text: titles[fact.kind] },
              datetime: { timestamp: fact.happenedOn.toString(), type: "date" },
              byline: { text: fact.madeBy },
              text: wordsOf(fact),
            }))}
          />
        </>
      )}
    </>
  );
}

const titles: Record<ExclusionFact["kind"], string> = {
  "provision-shown": "Full-time provision shown",
  returned: "Back at school",
  "did-not-return": "Did not return",
};

function wordsOf({ kind, details }: ExclusionFact): string {
  const { provider = "", from = "", hours = "", words = "" } = details;
  if (kind !== "provision-shown") return words;
  return `${provider}, from ${dayInWords(Temporal.PlainDate.from(from))}, ${hours} hours a week.`;
}

/** The form of one thing that was learnt. */
export function ExclusionStepPage({
  entryId,
  form,
  name,
  csrf,
  typed,
  errors,
}: {
  entryId: number;
  form: ExclusionForm;
  name: string;
  csrf: string;
  typed: Typed;
  errors?: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const { title, asksDay } = exclusionForms[form];
  const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      {form === "no-return" && (
        <p class="govuk-body">
          The pupil's absence begins in the open case. Where there is none, the pupil is referred as missing
          education.
        </p>
      )}
      <Form action={`/exclusions/${entryId}/${form}`} csrf={csrf}>
        {form === "provision" && (
          <>
            <GovukInput {...field.text("provider")} label={{ text: "Who provides it?" }} />
            <GovukDateInput {...field.day("from")} fieldset={legend("First day of the provision")} />
            <GovukInput
              {...field.text("hours")}
              label={{ text: "Hours a week" }}
              inputmode="decimal"
              classes="govuk-input--width-3"
            />
          </>
        )}
        <GovukDateInput
          {...field.day("happenedOn")}
          fieldset={legend(`${asksDay.charAt(0).toUpperCase()}${asksDay.slice(1)}`)}
        />
        {form !== "provision" && (
          <GovukTextarea
            {...field.text("words")}
            label={{ text: "What the school says (optional)" }}
            rows="3"
          />
        )}
        <GovukButton text="Record it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
