import type { ChildRecord } from "../children/index.ts";
import { type Step, StepFields } from "../referrals/index.ts";
import { Form, type FormErrors, GovukButton, type Markup, type Typed } from "../web/design/index.ts";
import type { Ground } from "./ground.ts";

export type EvidencePageProps = {
  ground: Ground;
  step: Step;
  child: ChildRecord;
  strip: Markup;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  action: string;
  draftAt: string;
  csrf: string;
};

/** What the ground chosen asks, and what the marks already show. [F01] [F02] */
export function EvidencePage(props: EvidencePageProps) {
  const { ground, step, child, strip, typed, errors, action, draftAt, csrf } = props;
  return (
    <>
      <span class="govuk-caption-l">
        {child.forename} {child.surname}: {ground.clause}
      </span>
      <h1 class="govuk-heading-l">{step.title}</h1>
      <p class="govuk-body">{step.why}</p>
      {!ground.seen && (
        <p class="govuk-hint">
          The wording of this ground was not seen in the regulations themselves. Where it matters, look there.
        </p>
      )}
      {ground.conditions.some(({ kind }) => kind === "unauthorised" || kind === "not-back") && strip}
      <p class="govuk-body">
        Answer what you know. What you leave out is kept as missing, and the draft waits for you.
      </p>
      <Form action={action} csrf={csrf} draftAt={draftAt}>
        <StepFields {...{ step, child, typed, errors }} />
        <GovukButton text="See if the ground is met" preventDoubleClick={true} />
      </Form>
    </>
  );
}
