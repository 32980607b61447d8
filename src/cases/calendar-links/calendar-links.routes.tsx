import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing, viewerOf } from "../../access/index.ts";
import { addressOf } from "../../access/sign-in/index.ts";
import { type Keepsight, readingContext } from "../../context.ts";
import { databaseFor, NotFound } from "../../database/index.ts";
import { procedureActs } from "../../procedures/index.ts";
import { GovukBackLink } from "../../web/design/index.ts";
import { stepsOwed } from "../my-work.store.ts";
import type { WorkSource } from "../my-work.ts";
import { stepsOutsideCases } from "../steps-outside-cases.ts";
import { CalendarLinkPage } from "./calendar-link.page.tsx";
import { endCalendarLink, hashOfLink, makeCalendarLink } from "./calendar-link.ts";
import { linkStanding, personOfLink } from "./calendar-links.store.ts";
import { calendarOfSteps, type StepInCalendar } from "./calendar-of-steps.ts";

const own = { config: { permission: "see-my-work" } } as const;
const mostSteps = 300;
const nothingChosen = { areaId: undefined, ownerId: undefined, act: undefined };

/** One's own deadlines for one's own calendar program; `sources` add what other slices know of, as on My work. */
export function calendarLinksRoutes(
  server: FastifyInstance,
  keepsight: Keepsight,
  sources: readonly WorkSource[],
): void {
  const address = addressOf(keepsight.settings);

  server.get("/my-work/calendar", own, async (request, reply) => show(request, reply, undefined));

  server.post("/my-work/calendar", own, async (request, reply) => {
    const token = await request.perform("see-my-work", makeCalendarLink);
    return show(request, reply, `${address}/calendars/${token}.ics`);
  });

  server.post("/my-work/calendar/end", own, async (request, reply) => {
    await request.perform("see-my-work", endCalendarLink);
    return reply.redirect("/my-work/calendar", 303);
  });

  // The address is the key, so the log of requests must not hold it.
  server.get<{ Params: { token: string } }>(
    "/calendars/:token",
    { logLevel: "silent", config: { permission: "anyone", rateLimit: { max: 30, timeWindow: 60_000 } } },
    async (request, reply) => {
      const { token } = request.params;
      const nobody = databaseFor(keepsight.pool, undefined);
      const personId = await personOfLink(nobody, hashOfLink(token.replace(/\.ics$/, "")));
      const viewer = personId === undefined ? undefined : await viewerOf(nobody, personId);
      if (!viewer || postsAllowing(viewer, "see-my-work").length === 0) throw new NotFound();
      const context = readingContext(keepsight, viewer, request.id);
      const steps = await ownSteps(context, sources);
      await context.audit({
        ...{ act: "fetched own calendar", subject: "list" },
        details: { rows: steps.length },
      });
      await context.recorded();
      return reply
        .type("text/calendar; charset=utf-8")
        .header("cache-control", "private, no-store")
        .send(calendarOfSteps(steps, { address, now: context.now }));
    },
  );
}

async function show(request: FastifyRequest, reply: FastifyReply, address: string | undefined) {
  const { context, session } = request;
  return reply.page({
    title: "My deadlines in my calendar",
    before: <GovukBackLink href="/my-work" text="My work" />,
    children: (
      <CalendarLinkPage
        madeAt={await linkStanding(context.database, context.viewer.personId)}
        address={address}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

/** What the viewer owes, the soonest due first: of cases and besides them, without what is held. */
async function ownSteps(
  context: FastifyRequest["context"],
  sources: readonly WorkSource[],
): Promise<StepInCalendar[]> {
  const { database, viewer, now } = context;
  const posts = postsAllowing(viewer, "see-my-work");
  const filter = nothingChosen;
  const [owed, outside] = await Promise.all([
    stepsOwed(database, { posts, now, filter, after: undefined, count: mostSteps }),
    stepsOutsideCases(context, filter, sources),
  ]);
  const ofCases = owed
    .filter(({ mine, held }) => mine && !held)
    .map((step) => ({
      ...step,
      key: `${step.caseId}-${step.obligation}-${step.startedBy}`,
      todo: procedureActs[step.act].verb,
      recordAt: `/cases/${step.reference}`,
    }));
  return [...ofCases, ...outside.filter(({ mine, held }) => mine && !held)];
}
