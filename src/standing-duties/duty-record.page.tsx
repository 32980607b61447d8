import type { Authority } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  type Typed,
} from "../web/design/index.ts";
import { addressOfDuty, DoneFields, WhoRecords } from "./standing-duty.page.tsx";
import { type AuthorityFact, type StandingTask, taskInWords } from "./standing-duty.ts";

export type DutyRecordPageProps = {
  readonly authority: Authority;
  readonly task: StandingTask;
  readonly record: AuthorityFact;
  readonly owedBy: readonly string[];
  readonly mayRecord: boolean;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Correcting one record that a standing duty was done. */
export function DutyRecordPage(props: DutyRecordPageProps) {
  const { authority, task, record, mayRecord, csrf, typed, errors } = props;
  const before = { doneOn: dayOf(record.happenedAt), note: record.note };
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">
        {taskInWords(task)}, {authority.name}
      </span>
      <h1 class="govuk-heading-l">Correct the record of {dayInWords(before.doneOn)}</h1>
      <p>What was recorded stays readable beside the correction. Deadlines that follow are counted anew.</p>
      {mayRecord ? (
        <Form action={`${addressOfDuty(authority, task)}/records/${record.id}`} csrf={csrf}>
          <GovukRadios
            {...field.choice("was")}
            fieldset={{ legend: { text: "What is right" } }}
            items={[
              { value: "done", text: "It was done, as I say here" },
              {
                value: "not-done",
                text: "It was not done",
                hint: { text: "Say below how the record came about." },
              },
            ]}
          />
          <DoneFields typed={{ ...before, ...typed }} errors={errors} />
          <GovukButton text="Correct it" />
        </Form>
      ) : (
        <WhoRecords {...props} />
      )}
    </>
  );
}
