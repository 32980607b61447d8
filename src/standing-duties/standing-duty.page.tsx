import { type Act, type Authority, mayDo, type Viewer } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { isOwedNow, type Procedure } from "../procedures/index.ts";
import { addressOf as addressOfVersion } from "../rulebook/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInsetText,
  GovukSummaryList,
  GovukTextarea,
  type Typed,
  weekdayInWords,
} from "../web/design/index.ts";
import { DutyState, dueInFull } from "./due-and-state.tsx";
import type { DutyShown } from "./duties-shown.ts";
import { DutyRecords } from "./duty-records.tsx";
import { ReadingShown } from "./standing-duties.page.tsx";
import {
  type AuthorityFact,
  ownerInWords,
  type StandingTask,
  taskInWords,
  timesDone,
} from "./standing-duty.ts";

export type StandingDutyPageProps = {
  readonly authority: Authority;
  readonly task: StandingTask;
  /** The duties that the task meets. */
  readonly duties: readonly DutyShown[];
  readonly facts: readonly AuthorityFact[];
  readonly owedBy: readonly string[];
  readonly mayRecord: boolean;
  readonly viewer: Viewer;
  readonly now: Temporal.Instant;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Where the list that is owed stands ready, and what one must be able to do to open it. */
const madeAt: Partial<Record<StandingTask, { href: string; act: Act }>> = {
  "list-to-partners": { href: "/unfound", act: "see-register" },
  "register-to-areas": { href: "/area-registers", act: "see-area-registers" },
  "area-updates": { href: "/area-registers", act: "see-area-registers" },
  "return-to-government": { href: "/government-return", act: "make-government-return" },
  "annual-report": { href: "/annual-report", act: "see-overview" },
  "report-to-named-officer": { href: "/missing-education", act: "see-register" },
  "unofficial-exclusions-reported": { href: "/unofficial-exclusions/report", act: "see-exclusions" },
};

/** One thing that the authority does for all of its children: why it is owed, when it was done, and recording that it was. */
export function StandingDutyPage(props: StandingDutyPageProps) {
  const { authority, task, duties, facts, mayRecord, viewer, now } = props;
  const made = madeAt[task];
  const at = addressOfDuty(authority, task);
  const records = facts
    .filter((fact) => fact.kind === "duty-done" && fact.details.task === task)
    .map((record) => ({ record, corrected: facts.find(({ replaces }) => replaces === record.id) }))
    .sort((one, other) => other.record.id - one.record.id);
  return (
    <>
      <span class="govuk-caption-l">{authority.name}</span>
      <h1 class="govuk-heading-l">{taskInWords(task)}</h1>
      {duties.map((shown) => (
        <DutySummary {...{ shown, now }} />
      ))}
      {made && mayDo(viewer, made.act) && (
        <p class="govuk-body">
          <a class="govuk-link" href={made.href}>
            Where it is made from today's records
          </a>
        </p>
      )}
      {duties.some(({ countedFromWork }) => countedFromWork) && (
        <GovukInsetText
          html={
            <>
              <p>
                Nobody has said when this was done last before work with Keepsight began, so it is counted
                from the day on which that began.
              </p>
              {mayRecord && (
                <p>
                  <a href={`${at}/last-time`}>Say when this was last done</a>
                </p>
              )}
            </>
          }
        />
      )}
      {mayRecord ? <RecordForm {...props} /> : <WhoRecords {...props} />}
      <DutyRecords records={records} correctAt={mayRecord ? ({ id }) => `${at}/records/${id}` : undefined} />
    </>
  );
}

/** Where the page of a task is. */
export function addressOfDuty({ code }: Authority, task: StandingTask): string {
  return `/standing-duties/${code}/${task}`;
}

function DutySummary({ shown, now }: { shown: DutyShown; now: Temporal.Instant }) {
  const row = (key: string, html: preact.ComponentChildren) => ({ key: { text: key }, value: { html } });
  const { asks, clause, role, setBy, duty } = shown;
  return (
    <GovukSummaryList
      rows={[
        row("What is asked", asks),
        row("Clause", clause),
        setBy && row("Procedure", <ProcedureLink procedure={setBy} />),
        row("Who", ownerInWords(role)),
        row("State", <DutyState {...shown} />),
        row("Due", dueInFull(shown, now)),
        duty && row("Why then", duty.why),
        duty?.reading != null && row("How it is read", <ReadingShown {...duty.reading} />),
      ]}
    />
  );
}

function ProcedureLink({ procedure }: { procedure: Procedure }) {
  return (
    <>
      <a href={addressOfVersion(procedure)}>{procedure.title}</a>, version {procedure.version}
    </>
  );
}

/** Who records that it was done, for those who do not. */
export function WhoRecords({ owedBy }: Pick<StandingDutyPageProps, "owedBy">) {
  const who = owedBy.map(ownerInWords).join(" or the ");
  return <GovukInsetText text={`The ${who} records that it was done, or whoever works the cases.`} />;
}

function RecordForm({ authority, task, duties, facts, now, csrf, typed, errors }: StandingDutyPageProps) {
  const owed = duties.find(({ duty }) => duty && isOwedNow(duty))?.duty;
  return (
    <Form action={addressOfDuty(authority, task)} csrf={csrf} seen={timesDone(facts, task).length}>
      <h2 class="govuk-heading-m">Record that it was done</h2>
      <p>
        {owed
          ? `It counts for the one that is due on ${weekdayInWords(dayOf(owed.dueAt))}.`
          : "Nothing of it is owed now. Record it all the same if it was done."}
      </p>
      <DoneFields typed={{ doneOn: dayOf(now), ...typed }} errors={errors} />
      <GovukButton text="Record it" />
    </Form>
  );
}

/** On which day it was done, and what or where. */
export function DoneFields({ typed, errors }: { typed: Typed; errors: FormErrors | undefined }) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <GovukDateInput
        {...field.day("doneOn")}
        fieldset={{ legend: { text: "When it was done" } }}
        hint={{ text: "Today, unless you record it later." }}
      />
      <GovukTextarea
        {...field.text("note")}
        label={{ text: "What was done, or where the document is" }}
        hint={{ text: "Such as to whom it went, or its place in the files. Name no child here." }}
        rows="3"
      />
    </>
  );
}
