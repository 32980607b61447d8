import type { Viewer } from "../access/index.ts";
import { type Authority, authoritiesKnown, postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { Rule } from "../procedures/index.ts";
import { type StandingTask, standingRules, taskNamed, tasksMeeting } from "./standing-duty.ts";
import { versionsAt, versionsFollowed } from "./versions-followed.ts";

/** The authorities whose standing duties the viewer may see, by name. */
export function authoritiesShown({
  database,
  viewer,
}: {
  database: Context["database"];
  viewer: Viewer;
}): Promise<Authority[]> {
  const ids = postsAllowing(viewer, "see-standing-duties").map(({ authorityId }) => authorityId);
  return authoritiesKnown(database, [...new Set(ids)]);
}

/** The rules of all versions that an authority follows or followed which a task meets, those followed now first. */
function rulesMet(
  { procedures, now }: Pick<Context, "procedures" | "now">,
  authority: Authority,
  task: StandingTask,
): Rule[] {
  const ever = versionsFollowed(procedures, authority).map(({ version }) => version);
  return [...new Set([...versionsAt(procedures, authority, now), ...ever])]
    .flatMap(standingRules)
    .filter((rule) => tasksMeeting(rule).includes(task));
}

/** The roles that owe a task in an authority. */
export function rolesOwing(
  context: Pick<Context, "procedures" | "now">,
  authority: Authority,
  task: StandingTask,
): string[] {
  return [...new Set(rulesMet(context, authority, task).map(({ role }) => role))];
}

/** The authority and the task of an address. Throws NotFound where the viewer sees none, or it is not asked for there. */
export async function taskHere(
  context: Context,
  { code, task: word }: { code: string; task: string },
): Promise<{ authority: Authority; task: StandingTask }> {
  const authority = (await authoritiesShown(context)).find((each) => each.code === code);
  const task = taskNamed(word);
  if (!authority || !task || rulesMet(context, authority, task).length === 0) throw new NotFound();
  return { authority, task };
}
