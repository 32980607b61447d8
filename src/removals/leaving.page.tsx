import type { ChildRecord } from "../children/index.ts";
import { type Step, StepFields } from "../referrals/index.ts";
import { dayInWords, Form, type FormErrors, GovukButton, type Typed } from "../web/design/index.ts";
import type { Ground } from "./ground.ts";

/** When the name comes off, where the pupil goes, and why: what the register keeps. [F03] */
export function LeavingPage(props: {
  ground: Ground;
  metOn: Temporal.PlainDate;
  step: Step;
  child: ChildRecord;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  action: string;
  draftAt: string;
  csrf: string;
}) {
  const { ground, metOn, step, child, typed, errors, action, draftAt, csrf } = props;
  return (
    <>
      <span class="govuk-caption-l">
        {child.forename} {child.surname}: {ground.called}, met on {dayInWords(metOn)}
      </span>
      <h1 class="govuk-heading-l">{step.title}</h1>
      <p class="govuk-body">{step.why}</p>
      <Form action={action} csrf={csrf} draftAt={draftAt}>
        <StepFields {...{ step, child, typed, errors }} />
        <GovukButton text="Save and continue" preventDoubleClick={true} />
      </Form>
    </>
  );
}
