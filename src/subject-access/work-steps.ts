import { postsAllowing } from "../access/index.ts";
import { dueMomentOf } from "../calendar/index.ts";
import type { WorkFilter, WorkStep } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { dueOnOf, type Standing, standingOf } from "./request.ts";
import { type RequestToWork, requestsToWork } from "./subject-access.store.ts";

const mostSteps = 50;

const todo: Record<Exclude<Standing, "given">, string> = {
  "to-look-through": "Look through the record that was asked for",
  "to-check": "Check what is given of the record",
  "to-give": "Give the record that was asked for",
};

/**
 * The requests to see a record that have not been answered, each with its next step and the day by which the law wants it given.
 * Who decided lines does not check them: that is waited for. [G01]
 */
export async function subjectAccessSteps(
  context: Context,
  { areaId, act, ownerId }: WorkFilter,
): Promise<WorkStep[]> {
  // No case, so nobody's case.
  if (ownerId !== undefined) return [];
  const posts = postsAllowing(context.viewer, "see-my-work").filter(({ acts }) =>
    acts.includes("prepare-subject-access"),
  );
  if (posts.length === 0 || act !== undefined) return [];
  const authorityIds = [...new Set(posts.map(({ authorityId }) => authorityId))];
  const requests = await requestsToWork(context, { authorityIds, areaId, atMost: mostSteps });
  return requests.flatMap((request) => {
    const standing = standingOf(request);
    return standing === "given" ? [] : [stepOf(request, standing)];
  });
}

function stepOf(request: RequestToWork, standing: Exclude<Standing, "given">): WorkStep {
  const { reference, childId, forename, surname, decidedByViewer } = request;
  const at = `/subject-access/${reference}`;
  const mine = standing !== "to-check" || !decidedByViewer;
  return {
    ...{ key: `subject-access-${reference}`, mine, held: false, urgent: false, latest: [], act: undefined },
    ...{ todo: todo[standing], href: at, reference, recordAt: at, childId, forename, surname },
    ...{ missingSince: undefined, owedBy: mine ? "you" : "another person who prepares records" },
    ...{ asks: "Somebody asked to see what is held of the child.", clause: "UK GDPR Article 12(3)" },
    dueAt: dueMomentOf(dueOnOf(request)),
  };
}
