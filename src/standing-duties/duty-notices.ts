import { postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import { dutiesOfRoles, type KeptDuty } from "./standing-duties.store.ts";

/** From when before it is due a duty is shown to those who owe it. */
const noticedBefore = Temporal.Duration.from({ hours: 7 * 24 });

/** What the viewer's roles owe for all children together that is overdue or due within a week, the soonest due first. */
export function dutyNotices({
  database,
  viewer,
  now,
}: Pick<Context, "database" | "viewer" | "now">): Promise<Pick<KeptDuty, "id" | "asks" | "dueAt">[]> {
  const owing = postsAllowing(viewer, "do-standing-duty").map(({ authorityId, role }) => ({
    authorityId,
    role,
  }));
  return owing.length === 0 ? Promise.resolve([]) : dutiesOfRoles(database, owing, now.add(noticedBefore));
}
