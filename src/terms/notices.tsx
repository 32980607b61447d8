import { GovukNotificationBanner } from "../web/design/index.ts";

/** What calendars will soon lack; nothing where they reach far enough. `link` leads to where it is mended. */
export function CalendarNotices({
  notices,
  link = false,
}: {
  readonly notices: readonly string[];
  readonly link?: boolean;
}) {
  if (notices.length === 0) return null;
  return (
    <GovukNotificationBanner
      titleText="Important"
      html={
        <>
          {notices.map((notice) => (
            <p class="govuk-body">{notice}</p>
          ))}
          {link && (
            <p class="govuk-body">
              <a class="govuk-notification-banner__link" href="/terms">
                Add term dates
              </a>
            </p>
          )}
        </>
      }
    />
  );
}
