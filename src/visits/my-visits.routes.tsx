import type { FastifyInstance } from "fastify";
import { visitsWithoutCase } from "../cases/index.ts";
import { londonDay } from "../web/design/index.ts";
import { MyVisitsPage } from "./my-visits.page.tsx";
import { visitsOnPage, visitsOwed } from "./my-visits.store.ts";
import { plannedFor } from "./plan/plan.store.ts";
import { roundAt } from "./plan/round-at.ts";
import { placeOf, visitPlace } from "./visit-place.ts";

/** The list with which a visitor's day begins. */
export function myVisitsRoutes(server: FastifyInstance): void {
  server.get("/my-visits", { config: { permission: "see-visits" } }, async (request, reply) => {
    const { context } = request;
    const after = visitPlace.parse((request.query as Record<string, unknown>)["after"]);
    const { database, viewer, now } = context;
    const today = londonDay(now);
    const round = {
      count: await plannedFor(database, viewer.personId, today),
      href: roundAt(viewer.personId, today),
    };
    const found = await visitsOwed(database, { after });
    const visits = found.slice(0, visitsOnPage);
    // They stand before all others, on the first page.
    const withoutCase = after ? [] : await visitsWithoutCase(context, visitsOnPage);
    await context.audit({
      act: "listed visits",
      subject: "list",
      details: {
        rows: visits.length + withoutCase.length,
        cases: visits.map(({ caseId }) => caseId),
        referrals: withoutCase.map(({ reference }) => reference),
      },
    });
    const last = visits.at(-1);
    const moreAt = found.length > visitsOnPage && last ? `/my-visits?after=${placeOf(last)}` : undefined;
    return reply.page({
      title: "My visits",
      children: (
        <MyVisitsPage
          visits={visits}
          withoutCase={withoutCase}
          now={now}
          moreAt={moreAt}
          visitor={viewer.personId}
          round={round}
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });
}
