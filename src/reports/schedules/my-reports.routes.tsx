import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { areasOf, mayDo, postsAllowing, type Viewer } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { calendarsAtHand } from "../../cases/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { idAsked, wordsAsked } from "../../web/asked.ts";
import { errorsBeside, type FormErrors, readForm, type Typed } from "../../web/design/index.ts";
import { actFor, endSchedule, makeSchedule } from "./keep-schedules.ts";
import { MyReportsPage } from "./my-reports.page.tsx";
import { nextDayOf, type Report, reports, rhythms } from "./schedule.ts";
import {
  rolesWithReports,
  type ScheduleOrder,
  type ScheduleShown,
  scheduleNumbered,
  schedulesOf,
} from "./schedules.store.ts";

const subscribing = { config: { permission: "subscribe-to-report" as const } };
const everyReport = Object.keys(reports) as [Report, ...Report[]];
const form = z.object({
  report: z.enum(everyReport),
  often: z.enum(Object.keys(rhythms) as [string, ...string[]]),
  to: z.string().max(50).optional(),
});
const wanted = { report: "a report", often: "how often it is sent" };

/** The reports whose links come to the viewer by e-mail, their own and those of their roles: adding one, ending one. */
export function myReportsRoutes(server: FastifyInstance): void {
  server.get("/my-reports", subscribing, (request, reply) => {
    const report = wordsAsked.parse((request.query as Record<string, unknown>)["report"]);
    return show(request, reply, { typed: { report } });
  });

  server.post("/my-reports", subscribing, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(form, typed, wanted);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const order = await orderOf(request, read.values);
    if ("errors" in order) return show(request, reply, { typed, errors: order.errors });
    await request.perform(actFor(order), (context) => makeSchedule(context, order));
    return reply.redirect("/my-reports", 303);
  });

  server.post(
    "/my-reports/:schedule/end",
    subscribing,
    async (request: FastifyRequest<{ Params: { schedule: string } }>, reply) => {
      const id = idAsked.parse(request.params.schedule);
      const schedule = id && (await scheduleNumbered(request.context.database, id));
      if (!schedule) throw new NotFound();
      await request.perform(actFor(schedule), (context) => endSchedule(context, schedule));
      return reply.redirect("/my-reports", 303);
    },
  );
}

/** The post by which the viewer answers for a role's schedules, which says where. */
const managing = (viewer: Viewer) => postsAllowing(viewer, "schedule-report")[0];

/** What is asked for, where whoever gets it may open the report. */
async function orderOf(
  { context: { database, viewer } }: FastifyRequest,
  { report, often, to }: z.output<typeof form>,
): Promise<ScheduleOrder | { errors: FormErrors }> {
  const { act } = reports[report];
  const rhythm = rhythms[often];
  if (!rhythm) return { errors: errorsBeside({ often: "Choose how often it is sent" }) };
  if (to !== undefined) {
    const manager = managing(viewer);
    if (!manager) throw new NotAllowed("schedule-report");
    const { authorityId, areaId } = manager;
    const roles = await rolesWithReports(database, { ofAreas: areaId !== null });
    const chosen = roles.find(({ role }) => role === to);
    if (!chosen?.acts.includes(act))
      return {
        errors: errorsBeside({ to: "Choose a role that may open this report, or another report" }),
      };
    return { authorityId, areaId, report, rhythm, role: chosen.role, personId: null };
  }
  const [post] = postsAllowing(viewer, act);
  if (!post) return { errors: errorsBeside({ report: "Choose a report that you may open" }) };
  const { authorityId } = post;
  return { authorityId, areaId: null, report, rhythm, role: null, personId: viewer.personId };
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors }: { typed: Typed; errors?: FormErrors },
): Promise<FastifyReply> {
  const { context, session } = request;
  const { database, viewer } = context;
  const kept = postsAllowing(viewer, "schedule-report");
  const [schedules, forRoles] = await Promise.all([
    schedulesOf(database, viewer.personId, { held: viewer.posts, kept }),
    rolesOffered(request),
  ]);
  return reply.page({
    status: errors ? 422 : 200,
    title: "My reports",
    wide: true,
    errors,
    children: (
      <MyReportsPage
        {...{ typed, errors, forRoles }}
        schedules={await asShown(request, schedules)}
        offered={everyReport.filter(
          (report) =>
            mayDo(viewer, reports[report].act) ||
            forRoles?.roles.some(({ acts }) => acts.includes(reports[report].act)),
        )}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

async function rolesOffered({ context: { database, viewer } }: FastifyRequest) {
  const manager = managing(viewer);
  if (!manager) return undefined;
  const { authorityId, areaId } = manager;
  const [roles, areas] = await Promise.all([
    rolesWithReports(database, { ofAreas: areaId !== null }),
    areaId === null ? [] : areasOf(database, authorityId),
  ]);
  return { roles, where: areas.find(({ id }) => id === areaId)?.name ?? "your authority" };
}

async function asShown({ context }: FastifyRequest, schedules: readonly ScheduleShown[]) {
  const authorities = [...new Set(schedules.map(({ authorityId }) => authorityId))];
  const calendars = new Map(
    await Promise.all(
      authorities.map(
        async (authorityId) =>
          [authorityId, await calendarsAtHand(context, { authorityId, schoolId: null })] as const,
      ),
    ),
  );
  return schedules.map((schedule) => {
    const { authorityId, areaId, role, report } = schedule;
    const known = calendars.get(authorityId);
    return {
      ...schedule,
      next: known && nextDayOf(schedule, dayOf(context.now), { calendars: known, authorityId }),
      opens: mayDo(context.viewer, reports[report].act, { authorityId }),
      mayEnd: role === null || mayDo(context.viewer, "schedule-report", { authorityId, areaId }),
    };
  });
}
