import { postsAllowing } from "../access/index.ts";
import { dayOf, dueMomentOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { lateTold } from "./late-told.ts";
import { workOverview } from "./my-work.store.ts";
import { groupsBegin, isPressing, rankOf, type WorkSource } from "./my-work.ts";
import { stepsOutsideCases } from "./steps-outside-cases.ts";

const nothingChosen = { areaId: undefined, ownerId: undefined, act: undefined };

/**
 * How much of the viewer's own is urgent and presses, how much is late and how much is due today, urgent or not, and how much is late with others of which they are
 * told, as My work counts it; `sources` add what other slices know of. [G05]
 */
export async function workWaiting(
  context: Context,
  sources: readonly WorkSource[],
): Promise<{ urgent: number; overdue: number; today: number; told: number }> {
  const { database, viewer, now } = context;
  const posts = postsAllowing(viewer, "see-my-work");
  if (posts.length === 0) return { urgent: 0, overdue: 0, today: 0, told: 0 };
  const [inCases, outside, told] = await Promise.all([
    workOverview(database, posts, { now, endOfToday: dueMomentOf(dayOf(now)) }),
    stepsOutsideCases(context, nothingChosen, sources),
    lateTold(context, nothingChosen),
  ]);
  const begins = groupsBegin(now);
  const ranked = outside
    .filter(({ mine, held }) => mine && !held)
    .map((step) => ({ presses: isPressing(step, begins), rank: rankOf(step.dueAt, begins) }));
  const count = (is: (each: (typeof ranked)[number]) => boolean) => ranked.filter(is).length;
  return {
    urgent: (inCases?.urgent ?? 0) + count(({ presses }) => presses),
    overdue: (inCases?.overdue ?? 0) + count(({ rank }) => rank === 0),
    today: (inCases?.today ?? 0) + count(({ rank }) => rank === 1),
    told: told.steps.length,
  };
}
