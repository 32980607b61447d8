import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInsetText,
  GovukRadios,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import type { ReferralOwed } from "./begin-referral.ts";

/** What the school does after a removal: tells the authority, and refers the pupil where the procedure asks. */
export function AfterRemoval({
  returnAt,
  referral,
}: {
  returnAt: string | undefined;
  referral: ReferralOwed | undefined;
}) {
  if (!returnAt && !referral) return null;
  return (
    <GovukInsetText
      html={
        <>
          <h2 class="govuk-heading-m">What to do next</h2>
          {returnAt && (
            <p class="govuk-body">
              <a href={returnAt}>Send the deletion return</a>: the authority must be told no later than on the
              day of the removal.
            </p>
          )}
          {referral && (
            <p class="govuk-body">
              <a href={referral.at}>Send the referral that your authority asks for</a> ({referral.clause})
              {referral.due ? `, by ${dayInWords(referral.due.on)}` : ""}. What you have answered here stands
              in it already.
            </p>
          )}
        </>
      }
    />
  );
}

/** The officer has agreed: the school names the day, from the one agreed. [C28] */
export function TakeOffForm(props: {
  from: Temporal.PlainDate;
  today: Temporal.PlainDate;
  action: string;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
}) {
  const { from, today, action, csrf, typed, errors } = props;
  const fields = fieldsOf(typed ?? { removedOn: today }, errors);
  return (
    <Form action={action} csrf={csrf}>
      <GovukDateInput
        {...fields.day("removedOn")}
        fieldset={{ legend: { text: "Day of the removal", classes: "govuk-fieldset__legend--m" } }}
        hint={{ text: `The officer agrees to ${dayInWords(from)} or a later day, up to today.` }}
      />
      <GovukButton text="Take the name off the roll" preventDoubleClick={true} />
    </Form>
  );
}

/** The officer says yes, from a day, or no. [C28] */
export function AgreeForm(props: {
  metOn: Temporal.PlainDate;
  action: string;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
}) {
  const { metOn, action, csrf, typed, errors } = props;
  const fields = fieldsOf(typed ?? { from: metOn }, errors);
  return (
    <Form action={action} csrf={csrf}>
      <GovukRadios
        {...fields.choice("answer")}
        fieldset={{
          legend: {
            text: "May the school take the name off its roll?",
            classes: "govuk-fieldset__legend--m",
          },
        }}
        items={[
          {
            value: "agreed",
            text: "Yes",
            conditional: {
              html: (
                <GovukDateInput
                  {...fields.day("from")}
                  fieldset={{ legend: { text: "From which day?", classes: "govuk-fieldset__legend--s" } }}
                  hint={{
                    text: `Not before ${dayInWords(metOn)}, when the ground was met: an earlier day would be unlawful.`,
                  }}
                />
              ),
            },
          },
          { value: "refused", text: "No" },
        ]}
      />
      <GovukTextarea
        {...fields.text("words")}
        label={{ text: "What the school should know", classes: "govuk-label--s" }}
        rows="3"
      />
      <GovukButton text="Tell the school" preventDoubleClick={true} />
    </Form>
  );
}
