import type { FastifyInstance } from "fastify";
import { postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { NotAllowed } from "../database/index.ts";
import { OverviewPage } from "./overview.page.tsx";
import { longestMissing, overviewCounts, weeksOf } from "./overview.store.ts";

const mostMissing = 5;
const weeksBack = 8;
/** From here on a child counts among those missing longest, as in the last band of the register. */
const longWeeks = 52;

/** The page with which the week of those who answer for a team begins. */
export function overviewRoutes(server: FastifyInstance): void {
  server.get("/overview", { config: { permission: "see-overview" } }, async (request, reply) => {
    const { context } = request;
    const { database, viewer, now } = context;
    const [post] = postsAllowing(viewer, "see-overview");
    if (!post) throw new NotAllowed("see-overview");
    const { authorityId } = post;
    const today = dayOf(now);
    const sunday = today.add({ days: 7 - today.dayOfWeek });
    const days = Array.from({ length: weeksBack }, (_, ago) => sunday.subtract({ weeks: ago })).reverse();
    const [counts, longest, weeks] = await Promise.all([
      overviewCounts(database, { authorityId, now, longSince: today.subtract({ weeks: longWeeks }) }),
      longestMissing(database, authorityId, mostMissing),
      weeksOf(database, authorityId, days),
    ]);
    await context.audit({
      act: "saw overview",
      subject: "list",
      authorityId,
      details: { rows: longest.length, cases: longest.map(({ caseId }) => caseId) },
    });
    return reply.page({
      title: "Overview",
      wide: true,
      children: <OverviewPage {...{ counts, longest, weeks, today }} />,
    });
  });
}
