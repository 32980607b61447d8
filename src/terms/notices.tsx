import { GovukNotificationBanner } from "../web/design/index.ts";

/** More would push the page's own work out of sight. */
const mostOnOtherPages = 3;

/** What calendars will soon lack; nothing where they reach far enough. On other pages the first, with the way there. */
export function CalendarNotices({
  notices,
  elsewhere = false,
}: {
  readonly notices: readonly string[];
  readonly elsewhere?: boolean;
}) {
  if (notices.length === 0) return null;
  const shown = elsewhere ? notices.slice(0, mostOnOtherPages) : notices;
  return (
    <GovukNotificationBanner
      titleText="Important"
      html={
        <>
          {shown.map((notice) => (
            <p class="govuk-body">{notice}</p>
          ))}
          {elsewhere && (
            <p class="govuk-body">
              <a class="govuk-notification-banner__link" href="/terms">
                {shown.length === notices.length
                  ? "Add term dates"
                  : `All ${notices.length} and where to add term dates`}
              </a>
            </p>
          )}
        </>
      }
    />
  );
}
