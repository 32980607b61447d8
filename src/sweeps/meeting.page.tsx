import {
  ageInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTag,
  londonDay,
  type Typed,
} from "../web/design/index.ts";
import { actions, likelihoods, statuses } from "./sweep.ts";
import type { Meeting, Sweep } from "./sweeps.store.ts";

type FormProps = { sweep: Sweep; csrf: string; typed: Typed | undefined; errors: FormErrors | undefined };

const small = { classes: "govuk-label--s" };
const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });

/** Entering a child who stands in front of the officer: one short page, for a phone in one hand. [E06] */
export function MeetChildPage({ sweep, csrf, typed, errors }: FormProps) {
  const field = fieldsOf(typed, errors);
  const input = (name: string, text: string, classes = "") => (
    <GovukInput {...field.text(name)} label={{ text, ...small }} classes={classes} autocomplete="off" />
  );
  return (
    <>
      <span class="govuk-caption-l">Sweep {sweep.reference}</span>
      <h1 class="govuk-heading-l">Enter a child</h1>
      <Form action={`/sweeps/${sweep.reference}/children`} csrf={csrf}>
        {input("forename", "First name")}
        {input("surname", "Surname")}
        <GovukDateInput {...field.day("dateOfBirth")} fieldset={legend("Date of birth (optional)")} />
        {input("age", "Age, if the child does not say the date (optional)", "govuk-input--width-3")}
        <GovukRadios
          {...field.choice("sex")}
          classes="govuk-radios--inline"
          fieldset={legend("Sex (optional)")}
          items={[
            { value: "F", text: "Female" },
            { value: "M", text: "Male" },
          ]}
        />
        {input("postcode", "Postcode of the home (optional)", "govuk-input--width-10")}
        {input("schoolSaid", "School, as the child says (optional)")}
        {input("reasonSaid", "Why out of school, as the child or adult says (optional)")}
        <GovukButton text="Look the child up" preventDoubleClick={true} />
      </Form>
    </>
  );
}

const colours = { "very-likely": "govuk-tag--green", possible: "govuk-tag--yellow", none: "govuk-tag--grey" };

/** A child who was met: how likely the lists know them, how they are educated, what was done, and the referral in one press. [E06] */
export function MeetingPage({
  sweep,
  met,
  mayRefer,
  csrf,
  typed,
  errors,
}: FormProps & { met: Meeting; mayRefer: boolean }) {
  const at = `/sweeps/${sweep.reference}/children/${met.id}`;
  const now = { status: met.status ?? "", action: met.action ?? "", note: met.note ?? "" };
  const field = fieldsOf(typed ?? now, errors);
  const age = met.dateOfBirth ? ageInWords(met.dateOfBirth, londonDay(met.metAt)) : met.age;
  const items = (words: Record<string, string>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  return (
    <>
      <span class="govuk-caption-l">Sweep {sweep.reference}</span>
      <h1 class="govuk-heading-l">
        {met.forename} {met.surname}
        {age && `, ${age}`}
      </h1>
      <p class="govuk-body">
        <GovukTag text={likelihoods[met.likelihood]} classes={colours[met.likelihood]} />
      </p>
      {met.foundAt && <p class="govuk-body govuk-!-font-weight-bold">{met.foundAt}</p>}
      <p class="govuk-body">
        Do not tell the child, or anybody with the child, what the lists know. Ask them.
        {met.schoolSaid && ` School, as said: ${met.schoolSaid}.`}
        {met.reasonSaid && ` Reason, as said: ${met.reasonSaid}`}
      </p>
      {met.referral ? (
        <p class="govuk-body">Referred as {met.referral}.</p>
      ) : (
        mayRefer &&
        !(met.likelihood === "very-likely" && met.onRoll) && (
          <Form action={`${at}/referral`} csrf={csrf}>
            <GovukButton
              text="On no roll: refer as missing education"
              classes="govuk-button--secondary"
              preventDoubleClick={true}
            />
          </Form>
        )
      )}
      <Form action={at} csrf={csrf}>
        <GovukRadios
          {...field.choice("status")}
          fieldset={legend("How is the child educated?")}
          items={items(statuses)}
        />
        <GovukRadios {...field.choice("action")} fieldset={legend("What was done?")} items={items(actions)} />
        <GovukInput {...field.text("note")} label={{ text: "Note (optional)", ...small }} />
        <GovukButton text="Record" preventDoubleClick={true} />
      </Form>
    </>
  );
}
