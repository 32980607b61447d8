import type { FastifyRequest } from "fastify";
import { OfferedNotice, offeredNotice } from "../exchange/index.ts";
import { FeedNotices, feedNotices } from "../feeds/index.ts";
import { GlassNotice, type GlassTold, glassNotice } from "../safeguarding/break-glass/index.ts";
import { DutyNotices, dutyNotices } from "../standing-duties/index.ts";
import { CalendarNotices, calendarNotices } from "../terms/index.ts";
import { firstPageOf } from "./navigation.ts";
import type { PageToShow } from "./routes.ts";

/** What a person must know before they begin. */
export type FirstPageNotices = {
  calendars: Awaited<ReturnType<typeof calendarNotices>>;
  duties: Awaited<ReturnType<typeof dutyNotices>>;
  feeds: Awaited<ReturnType<typeof feedNotices>>;
  glass: GlassTold;
  offered: number;
};

/**
 * Asks for the notices where a request is for the page on which its reader's day begins. Begun before the page's own
 * questions, it goes along with them: asked after them it cost My work a round trip more.
 */
export function firstPageNotices({
  method,
  context,
  url,
}: FastifyRequest): Promise<FirstPageNotices> | undefined {
  if (method !== "GET" || url.split("?")[0] !== firstPageOf(context.viewer)) return undefined;
  const asked = Promise.all([
    calendarNotices(context),
    dutyNotices(context),
    feedNotices(context),
    glassNotice(context),
    offeredNotice(context),
  ]).then(([calendars, duties, feeds, glass, offered]) => ({ calendars, duties, feeds, glass, offered }));
  // Its failure is met when the page is drawn.
  asked.catch(() => {});
  return asked;
}

/** The page with the notices above it. */
export function withNotices(
  page: PageToShow,
  { calendars, duties, feeds, glass, offered }: FirstPageNotices,
  now: Temporal.Instant,
): PageToShow {
  const told = glass.unreviewed + glass.lost;
  if (calendars.length + duties.length + feeds.feeds.length + told + offered === 0) return page;
  return {
    ...page,
    children: (
      <>
        <GlassNotice told={glass} />
        <CalendarNotices notices={calendars} elsewhere />
        <FeedNotices notice={feeds} />
        <DutyNotices duties={duties} now={now} />
        <OfferedNotice count={offered} />
        {page.children}
      </>
    ),
  };
}
