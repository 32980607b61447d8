import { z } from "zod";
import { dayAsked, idAsked } from "../../web/asked.ts";
import { choices, day } from "../../web/design/index.ts";
import type { VisitsAsked } from "../my-visits.store.ts";
import { placeOf, visitPlace } from "../visit-place.ts";

/** What the address of the plan asks for. */
export const planAsked = z.object({
  area: idAsked,
  of: z.union([z.literal("nobody"), idAsked]),
  on: dayAsked,
  after: visitPlace,
});
export type PlanAsked = z.output<typeof planAsked>;

/** The same as the list of visits takes it. */
export function visitsAsked({ area, of, on, after }: PlanAsked): VisitsAsked {
  return { areaId: area, of, on, after };
}

/** The address of the plan, narrowed so. */
export function planAt({ after, ...asked }: PlanAsked & { done?: string }, at = "/visit-plan"): string {
  const parts = { ...asked, after: after && placeOf(after) };
  const query = new URLSearchParams(
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return query ? `${at}?${query}` : at;
}

const cases = choices(z.string().regex(/^[A-Z]{2}-[A-Z]+-\d{1,9}$/)).refine((ticked) => ticked.length > 0, {
  error: "Tick the visits that you plan",
});

/** Which visits leave the plan. */
export const offPlanForm = z.object({ case: cases });

/** Which visits are planned, for whom and when; nobody goes on a day that is over. [E02] */
export function planForm(today: Temporal.PlainDate) {
  return z.object({
    case: cases,
    person: z.coerce.number({ error: "Choose who goes" }).int().positive({ error: "Choose who goes" }),
    day: day("day of the visits", { from: { day: today, called: "today" } }),
  });
}
