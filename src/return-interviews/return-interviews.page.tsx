import {
  counted,
  DenseTable,
  GovukInsetText,
  MoreAt,
  momentInWords,
  shortDay,
  weekdayInWords,
} from "../web/design/index.ts";
import { londonDay } from "../web/design/words.ts";
import type { InterviewDue } from "./due-interview.ts";
import { dueInFull, InterviewState } from "./due-tag.tsx";
import type { Return } from "./return-interviews.store.ts";

export type ReturnShown = { back: Return; due: InterviewDue | undefined };

/** Those who came back, and the talks that are owed: the one owed longest on top. [B06] */
export function ReturnInterviewsPage({
  owed,
  shown,
  now,
  moreAt,
}: {
  readonly owed: boolean;
  readonly shown: readonly ReturnShown[];
  readonly now: Temporal.Instant;
  readonly moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Return interviews</h1>
      <p class="govuk-body">
        {owed
          ? shown.length === 0
            ? "No interview is owed. Who comes back to the police list of missing children stands here from that hour."
            : `${counted(shown.length, "young person is", "young people are")} back and ${shown.length === 1 ? "is" : "are"} owed a talk. The longest back is on top.`
          : "The talks that are no longer owed, the latest first."}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={owed ? "/return-interviews?show=done" : "/return-interviews"}>
          {owed ? "Show those that are done" : "Show those that are owed"}
        </a>
        {" · "}
        <a class="govuk-link" href="/return-interviews.csv">
          Save those that are owed as a CSV file
        </a>
      </p>
      {shown.length > 0 && (
        <DenseTable
          caption={owed ? "Interviews owed" : "Interviews done"}
          columns={[
            ...[{ text: "Young person" }, { text: "Police reference", unbroken: true }, { text: "Back" }],
            ...[
              { text: "Due" },
              { text: "State" },
              { text: "Clause" },
              { text: "On the register", unbroken: true },
            ],
          ]}
          rows={shown.map(({ back, due }) => [
            <a href={`/return-interviews/${back.entryId}`}>
              {back.forename} {back.surname}
            </a>,
            back.policeReference,
            backInWords(back),
            due ? dueInFull(due) : "",
            <InterviewState back={back} due={due} now={now} />,
            due ? due.clauses.join("; ") : "",
            back.caseReference ?? "No",
          ])}
        />
      )}
      <MoreAt href={moreAt}>Show more</MoreAt>
      {shown.some(({ back }) => !back.hourKnown) && (
        <GovukInsetText text="Where the police gave a day and no hour, the time runs from the beginning of that day." />
      )}
    </>
  );
}

/** When somebody came back: by the hour, or by the day where the hour is not known. */
export function backInWords({ returnedAt, hourKnown }: Pick<Return, "returnedAt" | "hourKnown">): string {
  return hourKnown ? momentInWords(returnedAt) : `${weekdayInWords(londonDay(returnedAt))}, no hour given`;
}

/** A day in a few signs, or that it is not known. */
export function dayOr(day: Temporal.PlainDate | null): string {
  return day ? shortDay(day) : "Not known";
}
