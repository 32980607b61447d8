import type { ChildRecord } from "../children/index.ts";
import {
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInsetText,
  GovukTextarea,
  type Markup,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { PartsTable } from "./parts-table.tsx";
import type { HoldOnRecord } from "./retention.store.ts";
import { decisiveRule, type KeptBecause, keptWords, type RuleOfChild, ruleInWords } from "./retention.ts";

export type RecordKeptProps = {
  child: ChildRecord;
  rules: readonly RuleOfChild[];
  kept: KeptBecause;
  holds: readonly HoldOnRecord[];
  parts: Readonly<Record<string, number>>;
  called: ReadonlyMap<string, string>;
  proposed: string | undefined;
  csrf: string;
  form: "hold" | "end" | "propose" | undefined;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** Until when one child's record is kept and why, who holds it, and what would go. */
export function RecordKeptPage(props: RecordKeptProps) {
  const { child, rules, kept, parts, called } = props;
  const decisive = decisiveRule(rules);
  return (
    <>
      <span class="govuk-caption-l">{`${child.forename} ${child.surname}`}</span>
      <h1 class="govuk-heading-l">How long this record is kept</h1>
      {decisive && (
        <GovukInsetText
          text={`${kept ? `It stays: ${keptWords[kept].toLowerCase()}. ` : "It may go. "}${ruleInWords(decisive)}, which is ${dayInWords(decisive.dueOn)}.`}
        />
      )}
      <DenseTable
        caption="Rules that apply"
        columns={[
          { text: "Rule" },
          { text: "Counts from", unbroken: true },
          { text: "Keeps it until", unbroken: true },
          { text: "Where it comes from" },
        ]}
        rows={rules.map((rule): Markup[] => [
          ruleInWords(rule),
          dayInWords(rule.fromOn),
          dayInWords(rule.dueOn),
          [rule.source, rule.reading].filter(Boolean).join(" "),
        ])}
      />
      <Holds {...props} />
      <PartsTable caption="What would go" {...{ parts, called }} />
      <Proposing {...props} />
    </>
  );
}

function Holds({ child, holds, csrf, form, typed, errors }: RecordKeptProps) {
  const ofForm = (name: RecordKeptProps["form"]) =>
    form === name ? fieldsOf(typed, errors) : fieldsOf({}, undefined);
  return (
    <>
      <h2 class="govuk-heading-m">Holds</h2>
      {holds.map(({ id, reason, by, at, ended }) => (
        <section key={id}>
          <p class="govuk-body">
            {`${reason} Held by ${by}, ${momentInWords(at)}.`}
            {ended !== null && ` Ended: ${ended}`}
          </p>
          {ended === null && (
            <Form action={`/retention/children/${child.id}/hold-ends`} csrf={csrf}>
              <input type="hidden" name="holdId" value={id} />
              <GovukTextarea
                {...ofForm("end").text("reason")}
                id={`end-${id}`}
                label={{ text: "Why the hold ends" }}
                rows="2"
              />
              <GovukButton text="End the hold" classes="govuk-button--secondary" preventDoubleClick={true} />
            </Form>
          )}
        </section>
      ))}
      <Form action={`/retention/children/${child.id}/holds`} csrf={csrf}>
        <GovukTextarea
          {...ofForm("hold").text("reason")}
          label={{ text: "Hold this record, because" }}
          hint={{ text: "A claim, an inquiry or a court. Nothing goes while it is held." }}
          rows="2"
        />
        <GovukButton text="Hold the record" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}

function Proposing({ child, kept, proposed, csrf }: RecordKeptProps) {
  if (proposed)
    return (
      <p class="govuk-body">
        <a href={`/retention/deletions/${proposed}`}>{`Its deletion is proposed: ${proposed}`}</a>
      </p>
    );
  if (kept !== null) return null;
  return (
    <Form action={`/retention/children/${child.id}/deletion`} csrf={csrf}>
      <p class="govuk-body">
        Another person looks at the proposal. When they approve it, the record is gone for good.
      </p>
      <GovukButton text="Propose its deletion" classes="govuk-button--warning" preventDoubleClick={true} />
    </Form>
  );
}
