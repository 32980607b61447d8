import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukDetails,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  londonDay,
  type Typed,
} from "../../web/design/index.ts";
import type { Kase } from "../case.ts";
import { supportWords } from "../fact-words.ts";
import { type Support, standsOn } from "./support.ts";

export type SupportPageProps = {
  kase: Kase;
  supports: readonly Support[];
  today: Temporal.PlainDate;
  mayRecord: boolean;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** Who helps the child and who did before, and the form to say so. [G05] */
export function SupportPage(props: SupportPageProps) {
  const { kase, supports, today, mayRecord } = props;
  const ended = supports.filter((support) => !standsOn(support, today));
  return (
    <>
      <span class="govuk-caption-l">{kase.reference}</span>
      <h1 class="govuk-heading-l">Who helps the child already</h1>
      {supports.length > ended.length ? (
        <h2 class="govuk-heading-m">Now</h2>
      ) : (
        <p class="govuk-body">
          No social worker, lead professional or early help assessment is on record now.
        </p>
      )}
      {supports
        .filter((support) => standsOn(support, today))
        .map((support) => (
          <Helps key={support.id} support={support} {...props} />
        ))}
      {mayRecord && <NewHelp {...props} />}
      {ended.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Before</h2>
          {ended.map((support) => (
            <Helps key={support.id} support={support} {...props} />
          ))}
        </>
      )}
    </>
  );
}

function Helps({ support, kase, mayRecord, csrf, typed, errors }: { support: Support } & SupportPageProps) {
  const { id, name, organisation, reachedBy, fromOn, untilOn, note, source, madeAt, madeBy } = support;
  const mine = Number(typed["ends"]) === id;
  const field = fieldsOf(mine ? typed : {}, mine ? errors : undefined);
  const days = [fromOn && `since ${dayInWords(fromOn)}`, untilOn && `until ${dayInWords(untilOn)}`];
  return (
    <section class="govuk-!-margin-bottom-6">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{`${supportWords[support.support]}: ${name}`}</h3>
      <p class="govuk-body govuk-!-margin-bottom-1">
        {[organisation, reachedBy, ...days].filter(Boolean).join(", ")}
      </p>
      {note && <p class="govuk-body keepsight-lines govuk-!-margin-bottom-1">{note}</p>}
      <p class="govuk-hint">{`From ${source}. Recorded by ${madeBy} on ${dayInWords(londonDay(madeAt))}.`}</p>
      {mayRecord && !untilOn && (
        <GovukDetails
          summaryText={`This has ended: ${name}`}
          open={mine}
          html={
            <Form action={`/cases/${kase.reference}/support/ends`} csrf={csrf}>
              <input type="hidden" name="ends" value={String(id)} />
              <GovukDateInput
                {...field.day("untilOn")}
                id={`untilOn-${id}`}
                fieldset={{ legend: { text: "What was the last day?" } }}
              />
              <GovukButton
                text="Record the end"
                classes="govuk-button--secondary"
                preventDoubleClick={true}
              />
            </Form>
          }
        />
      )}
    </section>
  );
}

function NewHelp({ kase, csrf, typed, errors }: SupportPageProps) {
  const isEnd = typed["ends"] !== undefined;
  const field = fieldsOf(isEnd ? {} : typed, isEnd ? undefined : errors);
  return (
    <>
      <h2 class="govuk-heading-m">Record who helps the child</h2>
      <Form action={`/cases/${kase.reference}/support`} csrf={csrf} seen={kase.lastFactId ?? undefined}>
        <GovukRadios
          {...field.choice("support")}
          fieldset={{ legend: { text: "Who or what is it?", classes: "govuk-fieldset__legend--s" } }}
          items={[
            { value: "social-worker", text: "A social worker" },
            {
              value: "lead-professional",
              text: "A lead professional",
              hint: { text: "Whoever keeps the help of several services together." },
            },
            {
              value: "early-help",
              text: "An early help assessment",
              hint: { text: "Name whoever leads it. It was called a common assessment before." },
            },
          ]}
        />
        <GovukInput {...field.text("name")} label={{ text: "Name of the person" }} autocomplete="off" />
        <GovukInput {...field.text("organisation")} label={{ text: "Team or organisation (optional)" }} />
        <GovukInput {...field.text("reachedBy")} label={{ text: "Telephone or e-mail (optional)" }} />
        <GovukDateInput
          {...field.day("fromOn")}
          fieldset={{ legend: { text: "Since which day? (optional)", classes: "govuk-fieldset__legend--s" } }}
        />
        <GovukInput
          {...field.text("source")}
          label={{ text: "Who told you?" }}
          hint={{ text: "For example social care's duty desk, by telephone." }}
        />
        <GovukTextarea
          {...field.text("note")}
          label={{ text: "What else should be known (optional)" }}
          rows="3"
        />
        <GovukButton text="Record" preventDoubleClick={true} />
      </Form>
    </>
  );
}
