import { postsAllowing } from "../access/index.ts";
import { dayInWords, dayOf } from "../calendar/index.ts";
import type { WorkFilter, WorkStep } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type ProcedureAct, procedureActs } from "../procedures/index.ts";
import { counted } from "../web/design/words.ts";
import { listedToEnter, type OwedAtHome, owedAtHome } from "./work-steps.store.ts";

const mostSteps = 50;

/**
 * What the viewer's roles owe of home educations: the offer of support after a notice, each review, and the children of the list who
 * are to be entered, in one line; what is late and they are told of besides. Nobody approaches a family that is held. [F08] [E04]
 */
export async function homeEducationSteps(
  context: Context,
  { areaId, ownerId }: WorkFilter,
): Promise<WorkStep[]> {
  // No case, so nobody's case.
  if (ownerId !== undefined) return [];
  const posts = postsAllowing(context.viewer, "see-my-work").filter(({ acts }) =>
    acts.includes("see-home-education"),
  );
  const byAuthority = Map.groupBy(posts, ({ authorityId }) => authorityId);
  const found = await Promise.all(
    [...byAuthority].map(async ([authorityId, there]) => {
      const roles = there.map(({ role }) => role);
      const asked = { authorityId, roles, areaId, now: context.now, atMost: mostSteps };
      const owed = await owedAtHome(context.database, asked);
      const enters = roles.some((role) => mayEnter(context, role)) && areaId === undefined;
      const list = enters ? await listedToEnter(context.database, authorityId) : { many: 0, since: null };
      return [...owed.map(stepOwed), ...(list.since ? [stepToEnter(list.many, list.since, context)] : [])];
    }),
  );
  return found.flat();
}

/** If a procedure in force here asks this role to enter children. */
function mayEnter({ procedures }: Context, role: string): boolean {
  return procedures.some(({ rules }) =>
    rules.some((rule) => rule.act === "register-home-education" && rule.role === role),
  );
}

/** Where each act is recorded. */
const formFor: Partial<Record<ProcedureAct, string>> = {
  "offer-home-education-support": "/support",
  "review-home-education": "/review",
};

function stepOwed({ id, mine, died, ...owed }: OwedAtHome): WorkStep {
  const at = `/home-education/${id}`;
  return {
    ...owed,
    ...{ key: `home-education-${id}`, mine, told: !mine, reference: "Home education", recordAt: at },
    ...(died
      ? { todo: "Record that it has ended", href: `${at}/end`, asks: hasDied, clause: "" }
      : { todo: procedureActs[owed.act].verb, href: `${at}${formFor[owed.act] ?? ""}` }),
    ...{ missingSince: undefined, urgent: false, latest: [] },
  };
}

const hasDied = "The child has died. Nobody writes to the family or visits it about the education any more.";

function stepToEnter(many: number, since: Temporal.Instant, { now }: Context): WorkStep {
  const at = "/home-education?show=to-enter";
  return {
    ...{ key: "home-education-to-enter", mine: true, held: false, urgent: false, latest: [], owedBy: "you" },
    ...{ act: "register-home-education", todo: "Enter on the register of home education" },
    ...{ href: at, reference: "Home education", recordAt: at, missingSince: undefined, clause: "" },
    ...{ forename: "", surname: counted(many, "child of the list", "children of the list") },
    asks: `The list of home education has had ${many === 1 ? "this child" : "the first of them"} since ${dayInWords(dayOf(since))}, and the register here does not.`,
    // No procedure that is in force sets a time: due on the day on which it is seen.
    dueAt: now,
  };
}
