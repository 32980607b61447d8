import { zone } from "../calendar/index.ts";
import { dueInWords, GovukTag, momentInWords, weekdayInWords } from "../web/design/index.ts";
import { type InterviewDue, isSettled } from "./due-interview.ts";
import type { Return } from "./return-interviews.store.ts";

const settledWords = { held: "Held", declined: "Declined", "could-not": "In the case" } as const;

/** How an interview stands, as a tag: how late, how soon, or what came of it. */
export function InterviewState({
  back,
  due,
  now,
}: {
  readonly back: Return;
  readonly due: InterviewDue | undefined;
  readonly now: Temporal.Instant;
}) {
  if (isSettled(back))
    return (
      <GovukTag
        text={back.outcome ? settledWords[back.outcome] : settledWords["could-not"]}
        classes="govuk-tag--green"
      />
    );
  if (!due) return <GovukTag text="No time is set" classes="govuk-tag--grey" />;
  const left = Math.trunc(now.until(due.dueAt).total("hours"));
  const isLate = Temporal.Instant.compare(due.dueAt, now) < 0;
  return (
    <GovukTag
      text={left === 0 && isLate ? "Just late" : sentence(dueInWords(left, "hour"))}
      classes={isLate ? "govuk-tag--red" : "govuk-tag--yellow"}
    />
  );
}

/** Until when the talk is owed, in words; the end of a day is called so, for midnight belongs to two. */
export function dueInFull({ dueAt }: InterviewDue): string {
  const due = dueAt.toZonedDateTimeISO(zone);
  return due.hour === 0 && due.minute === 0
    ? `The end of ${weekdayInWords(due.toPlainDate().subtract({ days: 1 }))}`
    : momentInWords(dueAt);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
