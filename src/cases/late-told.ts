import { type Post, postsAllowing } from "../access/index.ts";
import type { ReadingContext } from "../context.ts";
import { procedureActs } from "../procedures/index.ts";
import { type LateStep, lateInCases, lateStandingDuties } from "./late-told.store.ts";
import type { WorkFilter } from "./my-work.store.ts";
import type { WorkStep } from "./my-work.ts";

/** As many as anybody acts on in a morning; in cases, those after them stand under what is waited for. Fifty doubled the page. */
const mostTold = 10;

/**
 * What others owe and have not done in time, of which the procedures tell one of the viewer's roles (`late: tell`), the
 * urgent first, then the longest late. Time alone makes it late, so it is asked of the due moments, each time anew.
 */
export async function lateTold(
  { database, viewer, now }: Pick<ReadingContext, "database" | "viewer" | "now">,
  filter: WorkFilter,
): Promise<{ steps: WorkStep[]; children: number[] }> {
  const posts = postsAllowing(viewer, "see-my-work");
  const inCases = await lateInCases(database, { posts, now, filter, count: mostTold });
  const isNarrowed = Object.values(filter).some((part) => part !== undefined);
  const duties = isNarrowed ? [] : await lateStandingDuties(database, posts.map(roleThere), now);
  return {
    steps: [
      ...inCases.map(lateCaseStep),
      ...duties.map(
        ({ id, startedBy, authority, ...duty }): WorkStep => ({
          ...toldOf,
          ...duty,
          urgent: false,
          ...{ key: `duty-${authority}-${id}-${startedBy}`, todo: duty.asks, act: "do-standing-duty" },
          ...{ forename: "", surname: "All children together", missingSince: undefined },
          ...{ reference: "Standing duties", href: "/standing-duties", recordAt: "/standing-duties" },
        }),
      ),
    ],
    children: inCases.map(({ childId }) => childId),
  };
}

const toldOf = { mine: false, told: true, held: false, latest: [] } as const;

function roleThere({ authorityId, role }: Post) {
  return { authorityId, role };
}

function lateCaseStep(step: LateStep): WorkStep {
  const at = `/cases/${step.reference}`;
  return {
    ...toldOf,
    ...step,
    ...{ key: `${step.caseId}-${step.obligation}-${step.startedBy}`, href: at, recordAt: at },
    todo: procedureActs[step.act].verb,
  };
}
