import type { FastifyRequest } from "fastify";
import { DutyNotices, dutyNotices } from "../standing-duties/index.ts";
import { CalendarNotices, calendarNotices } from "../terms/index.ts";
import { firstPageOf } from "./navigation.ts";
import type { PageToShow } from "./routes.ts";

/** The page with what its reader must know before they begin, where it is the one on which their day begins. */
export async function withFirstPageNotices(request: FastifyRequest, page: PageToShow): Promise<PageToShow> {
  if (request.method !== "GET" || !request.context) return page;
  if (request.url.split("?")[0] !== firstPageOf(request.context.viewer)) return page;
  const notices = await calendarNotices(request.context);
  const duties = await dutyNotices(request.context);
  if (notices.length + duties.length === 0) return page;
  return {
    ...page,
    children: (
      <>
        <CalendarNotices notices={notices} elsewhere />
        <DutyNotices duties={duties} now={request.context.now} />
        {page.children}
      </>
    ),
  };
}
