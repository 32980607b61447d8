import type { Authority } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Rule } from "../procedures/index.ts";
import { CsvFile, DenseTable, dayInWords, GovukDetails } from "../web/design/index.ts";
import { DutyState, dueInFull } from "./due-and-state.tsx";
import type { DutyShown } from "./duties-shown.ts";
import { ownerInWords, taskInWords } from "./standing-duty.ts";

/** The duties of one authority on the page. */
export type DutiesOf = { authority: Authority; duties: readonly DutyShown[] };

/** What authorities owe for all of their children together, the soonest due first. */
export function StandingDutiesPage({ of, now }: { of: readonly DutiesOf[]; now: Temporal.Instant }) {
  return (
    <>
      <h1 class="govuk-heading-l">What the authority owes</h1>
      <p>
        Lists, reports, comparisons and returns that are owed for all children together, by the procedures in
        force. Open one to see why, or to record that it was done.
      </p>
      {of.map(({ authority, duties }) => (
        <DenseTable
          caption={authority.name}
          columns={[
            { text: "What" },
            { text: "Who" },
            { text: "Due" },
            { text: "State", unbroken: true },
            { text: "Last done" },
            { text: "Why" },
          ]}
          rows={duties.map((shown) => [
            <DutyName {...shown} authority={authority} />,
            ownerInWords(shown.role),
            dueInFull(shown, now),
            <DutyState {...shown} />,
            <LastDone {...shown} authority={authority} />,
            <WhyOwed {...shown} />,
          ])}
        />
      ))}
      {of.length > 0 && <CsvFile href="/standing-duties.csv" />}
    </>
  );
}

function DutyName({ task, asks, authority }: DutyShown & { authority: Authority }) {
  return task ? <a href={`/standing-duties/${authority.code}/${task}`}>{taskInWords(task)}</a> : asks;
}

function LastDone({ lastDone, task, countedFromWork, authority }: DutyShown & { authority: Authority }) {
  if (!lastDone && task && countedFromWork)
    return (
      <a href={`/standing-duties/${authority.code}/${task}/last-time`}>
        Say when this was last done
        <span class="govuk-visually-hidden">: {taskInWords(task)}</span>
      </a>
    );
  if (!lastDone) return <>Never recorded</>;
  return (
    <>
      {dayInWords(dayOf(lastDone.happenedAt))}
      <br />
      {lastDone.madeByName}
      {lastDone.note && (
        <>
          <br />
          <span class="keepsight-typed">{lastDone.note}</span>
        </>
      )}
    </>
  );
}

function WhyOwed({ task, asks, clause, duty }: DutyShown) {
  return (
    <GovukDetails
      classes="govuk-!-margin-bottom-0"
      summaryHtml={
        <>
          Why<span class="govuk-visually-hidden"> {task ? taskInWords(task) : asks}</span>
        </>
      }
      html={
        <>
          <p>{asks}</p>
          <p>{duty?.why ?? "It is owed once something has begun it."}</p>
          <p>{clause}</p>
          {duty?.reading && <ReadingShown {...duty.reading} />}
        </>
      }
    />
  );
}

/** What the document leaves open, and how it is read. */
export function ReadingShown({ question, choice, why }: NonNullable<Rule["reading"]>) {
  return (
    <p>
      {question} {choice} {why}
    </p>
  );
}
