import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import type { Schedule } from "./schedule.ts";
import { endOf, insertSchedule, type ScheduleOrder } from "./schedules.store.ts";

/** What a viewer must be allowed to make or end a schedule: their own is theirs, a role's is for who answers for its place. */
export function actFor({ role }: Pick<Schedule, "role">): "subscribe-to-report" | "schedule-report" {
  return role === null ? "subscribe-to-report" : "schedule-report";
}

/** Keeps a schedule (act subscribe-to-report for oneself, schedule-report for a role); one that stands already stays the only one. */
export async function makeSchedule(context: Context, order: ScheduleOrder): Promise<void> {
  const { authorityId, areaId, report, role, rhythm } = order;
  requireAct(context.viewer, actFor(order), role === null ? { authorityId } : { authorityId, areaId });
  const id = await insertSchedule(context, order);
  if (id === undefined) return;
  await context.audit({
    ...{ act: role === null ? "subscribed to report" : "scheduled report", subject: "list", authorityId },
    details: { schedule: id, report, every: rhythm.every, weekday: rhythm.weekday, role, area: areaId },
  });
}

/** Ends a schedule, by the same acts. What was sent by it stays in the outbox. */
export async function endSchedule(context: Context, schedule: Schedule): Promise<void> {
  const { id, authorityId, areaId, report, role } = schedule;
  requireAct(context.viewer, actFor(schedule), role === null ? {} : { authorityId, areaId });
  await endOf(context, id);
  await context.audit({
    ...{ act: "ended report schedule", subject: "list", authorityId },
    details: { schedule: id, report, role, area: areaId },
  });
}
