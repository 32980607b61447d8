import { mayDo, type Post, postsAllowing } from "../access/index.ts";
import { dayOf, dueMomentOf } from "../calendar/index.ts";
import type { WorkFilter, WorkStep } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type Obligation, procedureActs, roleInWords } from "../procedures/index.ts";
import { kinds } from "./exclusion.ts";
import { exclusionsToWork } from "./exclusions.store.ts";
import { type Standing, standingsOf } from "./standings.ts";

/** The longest out of school that are looked at, of each state, and the steps that are shown of them. */
const mostExclusions = 100;
const mostSteps = 50;

/**
 * What the viewer's roles owe on exclusions outside any case, and full-time provision that a school has not shown in time where they are told
 * of it; the longest due first. A return that did not happen by the school's marks is referred. [E12]
 */
export async function exclusionSteps(context: Context, { areaId, ownerId }: WorkFilter): Promise<WorkStep[]> {
  // No case, so nobody's case.
  if (ownerId !== undefined) return [];
  const { database, viewer, now } = context;
  const posts = postsAllowing(viewer, "see-my-work").filter(({ acts }) => acts.includes("see-exclusions"));
  const today = dayOf(now);
  const found = await Promise.all(
    [...new Set(posts.map(({ authorityId }) => authorityId))].map(async (authorityId) => {
      const rows = await exclusionsToWork(database, { authorityId, today, areaId, atMost: mostExclusions });
      const there = posts.filter((post) => post.authorityId === authorityId);
      const keeps = mayDo(viewer, "keep-exclusions", { authorityId });
      return (await standingsOf(context, rows)).flatMap((stood) => stepsOf(stood, there, keeps));
    }),
  );
  return found
    .flat()
    .sort((one, other) => Temporal.Instant.compare(one.dueAt, other.dueAt))
    .slice(0, mostSteps);
}

function stepsOf(stood: Standing, posts: readonly Post[], keeps: boolean): WorkStep[] {
  const { row, standing } = stood;
  const holds = (role: string) => posts.some((post) => post.role === role);
  const mine = standing.owed.filter(({ role }) => holds(role));
  const late = standing.overFive && standing.provision?.late;
  return [
    ...firstOfEachAct(mine).map((each) => ({ ...asStep(stood, each, keeps), mine: true })),
    ...(late && standing.provision && !holds(standing.provision.role) && holds(late.tell)
      ? [{ ...asStep(stood, standing.provision, keeps), mine: false, told: true }]
      : []),
    ...(keeps && row.state === "not-back" && !standing.owed.some(({ act }) => act === "make-referral")
      ? [missedReturn(stood)]
      : []),
  ];
}

/** The law and an authority's own procedure may ask for the same thing: one line says it. */
function firstOfEachAct(owed: readonly Obligation[]): Obligation[] {
  return [...Map.groupBy(owed, ({ act }) => act).values()].flatMap(([first]) => first ?? []);
}

function asStep(stood: Standing, owed: Obligation, keeps: boolean): Omit<WorkStep, "mine"> {
  const { id, act, clause, asks, dueAt, role } = owed;
  return {
    ...outOfSchool(stood, id),
    ...{ act, clause, asks, dueAt },
    todo: act === "make-referral" ? notBackWords : procedureActs[act].verb,
    href: keeps ? `${addressOf(stood)}${formFor[act] ?? ""}` : addressOf(stood),
    held: owed.state === "suspended",
    owedBy: roleInWords(role),
  };
}

/** A pupil who should be back and is not, where no procedure says who refers it: due as soon as it is known. */
function missedReturn(stood: Standing): WorkStep {
  const { endsOn, startsOn } = stood.row;
  return {
    ...outOfSchool(stood, "not-back"),
    ...{ mine: true, held: false, owedBy: "you", act: "make-referral", todo: notBackWords, clause: "" },
    href: `${addressOf(stood)}/no-return`,
    asks: "The pupil should be back by now, and the school's marks say otherwise.",
    dueAt: dueMomentOf((endsOn ?? startsOn).add({ days: 1 })),
  };
}

const notBackWords = "Refer the pupil who did not come back";

/** Where what is owed is recorded. */
const formFor: Partial<Record<Obligation["act"], string>> = {
  "arrange-provision": "/provision",
  "make-referral": "/no-return",
};

function outOfSchool({ row }: Standing, what: string) {
  const { entryId, childId, forename, surname, kind, state, endsOn } = row;
  return {
    ...{ key: `exclusion-${entryId}-${what}`, reference: kinds[kind], recordAt: `/exclusions/${entryId}` },
    ...{ childId, forename, surname, urgent: false, latest: [] },
    missingSince: state === "not-back" ? endsOn : undefined,
  };
}

function addressOf({ row }: Standing): string {
  return `/exclusions/${row.entryId}`;
}
