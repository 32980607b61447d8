import { dayOf } from "../calendar/index.ts";
import { whenDue } from "../cases/index.ts";
import { isOwedNow, type ObligationState } from "../procedures/index.ts";
import { GovukTag, weekdayInWords } from "../web/design/index.ts";
import type { DutyShown } from "./duties-shown.ts";

const looks: Readonly<Record<ObligationState, { text: string; classes?: string }>> = {
  overdue: { text: "Overdue", classes: "govuk-tag--red" },
  "due-soon": { text: "Due soon", classes: "govuk-tag--yellow" },
  open: { text: "To do" },
  waiting: { text: "Waiting", classes: "govuk-tag--grey" },
  suspended: { text: "Held", classes: "govuk-tag--grey" },
  met: { text: "Done in time", classes: "govuk-tag--green" },
  "met-late": { text: "Done late", classes: "govuk-tag--green" },
  "no-longer-needed": { text: "Not needed", classes: "govuk-tag--grey" },
};

/** How a duty stands, as a tag. */
export function DutyState({ duty }: Pick<DutyShown, "duty">) {
  return <GovukTag {...(duty ? looks[duty.state] : { text: "Not begun", classes: "govuk-tag--grey" })} />;
}

/** Farther off than this, the day alone says more than a count of working days. */
const countedAhead = Temporal.Duration.from({ hours: 60 * 24 });

/** When a duty is due, and how far off that is while it is owed. */
export function dueInFull({ duty }: Pick<DutyShown, "duty">, now: Temporal.Instant): string {
  if (!duty) return "Nothing has begun it yet";
  const day = weekdayInWords(dayOf(duty.dueAt));
  const isFarOff = Temporal.Instant.compare(duty.dueAt, now.add(countedAhead)) > 0;
  return isOwedNow(duty) && !isFarOff ? `${day}, ${whenDue(duty.dueAt, now)}` : day;
}
