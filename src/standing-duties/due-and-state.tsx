import { dayOf } from "../calendar/index.ts";
import { whenDue } from "../cases/index.ts";
import { isOwedNow, type ObligationState } from "../procedures/index.ts";
import { dayInWords, GovukTag, weekdayInWords } from "../web/design/index.ts";
import type { DutyShown } from "./duties-shown.ts";
import { stateInWords } from "./standing-duty.ts";

const colours: Readonly<Partial<Record<ObligationState, string>>> = {
  overdue: "govuk-tag--red",
  "due-soon": "govuk-tag--yellow",
  waiting: "govuk-tag--grey",
  suspended: "govuk-tag--grey",
  met: "govuk-tag--green",
  "met-late": "govuk-tag--green",
  "no-longer-needed": "govuk-tag--grey",
};

/** How a duty stands, as a tag. */
export function DutyState({ duty }: Pick<DutyShown, "duty">) {
  return <GovukTag text={stateInWords(duty)} classes={duty ? colours[duty.state] : "govuk-tag--grey"} />;
}

/** Farther off than this, the day alone says more than a count of working days. */
const countedAhead = Temporal.Duration.from({ hours: 60 * 24 });

/** When a duty is due, and how far off that is while it is owed. */
export function dueInFull(
  { duty, countedFromWork }: Pick<DutyShown, "duty" | "countedFromWork">,
  now: Temporal.Instant,
): string {
  if (!duty) return "Nothing has begun it yet";
  const day = weekdayInWords(dayOf(duty.dueAt));
  const isFarOff = Temporal.Instant.compare(duty.dueAt, now.add(countedAhead)) > 0;
  const due = isOwedNow(duty) && !isFarOff ? `${day}, ${whenDue(duty.dueAt, now)}` : day;
  return countedFromWork
    ? `${due}. Counted from ${dayInWords(dayOf(countedFromWork))}, when work with Keepsight began`
    : due;
}
