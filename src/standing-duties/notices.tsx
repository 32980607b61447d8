import { dayOf } from "../calendar/index.ts";
import { whenDue } from "../cases/index.ts";
import { GovukNotificationBanner, shortDay } from "../web/design/index.ts";
import type { dutyNotices } from "./duty-notices.ts";

/** More would push the page's own work out of sight. */
const mostShown = 3;

/** The standing duties that a person owes soon or owes already, with the way to them; nothing where there are none. */
export function DutyNotices({
  duties,
  now,
}: {
  readonly duties: Awaited<ReturnType<typeof dutyNotices>>;
  readonly now: Temporal.Instant;
}) {
  if (duties.length === 0) return null;
  const more = duties.length - mostShown;
  return (
    <GovukNotificationBanner
      titleText="Owed for all children"
      titleId="owed-for-all-children"
      html={
        <>
          {duties.slice(0, mostShown).map(({ asks, dueAt }) => (
            <p class="govuk-body">
              {asks} Due {shortDay(dayOf(dueAt))}, {whenDue(dueAt, now)}.
            </p>
          ))}
          <p class="govuk-body">
            <a class="govuk-notification-banner__link" href="/standing-duties">
              {more > 0 ? `${more} more, and where to record them` : "See why, and record what is done"}
            </a>
          </p>
        </>
      }
    />
  );
}
