import type { Authority } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { workBegan } from "./done-before.ts";
import { addressOfDuty, WhoRecords } from "./standing-duty.page.tsx";
import { type AuthorityFact, type StandingTask, taskInWords, timesDone } from "./standing-duty.ts";

export type LastTimePageProps = {
  readonly authority: Authority;
  readonly task: StandingTask;
  readonly facts: readonly AuthorityFact[];
  readonly owedBy: readonly string[];
  readonly mayRecord: boolean;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Saying when a standing duty was done last before work with Keepsight began, so that the next time is due rightly. */
export function LastTimePage(props: LastTimePageProps) {
  const { authority, task, facts, mayRecord, csrf, typed, errors } = props;
  const field = fieldsOf(typed ?? {}, errors);
  const began = workBegan(facts);
  return (
    <>
      <span class="govuk-caption-l">
        {taskInWords(task)}, {authority.name}
      </span>
      <h1 class="govuk-heading-l">When was this last done?</h1>
      {began && (
        <p>
          Work with Keepsight began on {dayInWords(dayOf(began))}. Say when this was done last before that
          day, and the next time is counted from then.
        </p>
      )}
      {mayRecord ? (
        <Form
          action={`${addressOfDuty(authority, task)}/last-time`}
          csrf={csrf}
          seen={timesDone(facts, task).length}
        >
          <GovukDateInput
            {...field.day("doneOn")}
            fieldset={{ legend: { text: "On which day was it done?" } }}
            hint={{ text: "As the file or the minutes have it." }}
          />
          <GovukInput {...field.text("by")} label={{ text: "Who did it?" }} />
          <GovukTextarea
            {...field.text("note")}
            label={{ text: "What was done, or where the document is (optional)" }}
            hint={{ text: "Name no child here." }}
            rows="3"
          />
          <GovukButton text="Record it" />
        </Form>
      ) : (
        <WhoRecords {...props} />
      )}
    </>
  );
}
