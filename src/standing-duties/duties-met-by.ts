import type { Authority } from "../access/index.ts";
import type { Context } from "../context.ts";
import { dutiesKept, type KeptDuty } from "./standing-duties.store.ts";
import { type StandingTask, standingRules, tasksMeeting } from "./standing-duty.ts";
import { versionsFollowed } from "./versions-followed.ts";

/** What an authority owes or owed that this task meets, by any version that it followed, the soonest due first. */
export async function dutiesMetBy(
  { database, procedures }: Pick<Context, "database" | "procedures">,
  authority: Authority,
  task: StandingTask,
): Promise<KeptDuty[]> {
  const rules = versionsFollowed(procedures, authority).flatMap(({ version }) => standingRules(version));
  const met = new Set(rules.filter((rule) => tasksMeeting(rule).includes(task)).map(({ id }) => id));
  return (await dutiesKept(database, authority.id)).filter(({ id }) => met.has(id));
}
