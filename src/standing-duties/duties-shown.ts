import type { Context } from "../context.ts";
import { isOwedNow, type ObligationState, type Rule } from "../procedures/index.ts";
import { dutiesKept, factsOfAuthority, type KeptDuty } from "./standing-duties.store.ts";
import {
  type Authority,
  type AuthorityFact,
  type StandingTask,
  standingRules,
  tasksMeeting,
  timesDone,
} from "./standing-duty.ts";
import { versionsAt } from "./versions-followed.ts";

/** One duty as pages show it: what the procedure asks, how it stands, and when it was done last. */
export type DutyShown = Pick<Rule, "clause" | "asks"> & {
  role: string;
  task: StandingTask | undefined;
  /** The time that it is owed now, or was owed last; undefined when nothing has begun it yet. */
  duty: (KeptDuty & { state: ObligationState }) | undefined;
  lastDone: AuthorityFact | undefined;
};

/**
 * What an authority owes by the versions that it follows now, and what it still owes by earlier ones: what is owed first,
 * the soonest due first, then what is done or has not begun.
 */
export async function dutiesShown(
  { database, procedures, now }: Pick<Context, "database" | "procedures" | "now">,
  authority: Authority,
): Promise<DutyShown[]> {
  const kept = (await dutiesKept(database, authority.id)).map((duty) => ({
    ...duty,
    state: stateAt(duty, now),
  }));
  const facts = await factsOfAuthority(database, authority.id);
  const followed = versionsAt(procedures, authority, now).flatMap(({ procedure, ...version }) =>
    standingRules({ procedure, ...version }).map((rule) => ({ procedure, rule })),
  );
  const shown = followed.map(({ procedure, rule }) => {
    const times = kept.filter((each) => each.procedure === procedure && each.id === rule.id);
    const duty = times.find(isOwedNow) ?? times.at(-1);
    return shownBy({ ...rule, ...(duty && inWordsOf(duty)), tasks: tasksMeeting(rule) }, duty, facts);
  });
  const isFollowed = (duty: KeptDuty) =>
    followed.some(({ procedure, rule }) => procedure === duty.procedure && rule.id === duty.id);
  const left = kept
    .filter((duty) => isOwedNow(duty) && !isFollowed(duty))
    .map((duty) => shownBy({ ...inWordsOf(duty), tasks: tasksOf(procedures, duty) }, duty, facts));
  return [...shown, ...left].sort(soonestFirst);
}

function inWordsOf({ clause, asks, role }: KeptDuty) {
  return { clause, asks, role };
}

function shownBy(
  { clause, asks, role, tasks }: Pick<DutyShown, "clause" | "asks" | "role"> & { tasks: StandingTask[] },
  duty: DutyShown["duty"],
  facts: readonly AuthorityFact[],
): DutyShown {
  const [task] = tasks;
  return { clause, asks, role, task, duty, lastDone: tasks.flatMap((each) => timesDone(facts, each))[0] };
}

/** The tasks that meet a duty of a version that is not followed any more. */
function tasksOf(procedures: Context["procedures"], duty: KeptDuty): StandingTask[] {
  return procedures
    .filter(({ procedure, version }) => procedure === duty.procedure && version === duty.version)
    .flatMap(standingRules)
    .filter(({ id }) => id === duty.id)
    .flatMap(tasksMeeting);
}

/** A stored state, carried on by the time that has passed since. */
export function stateAt(duty: Pick<KeptDuty, "state" | "dueAt">, now: Temporal.Instant): ObligationState {
  const isLate = isOwedNow(duty) && Temporal.Instant.compare(duty.dueAt, now) < 0;
  return isLate ? "overdue" : duty.state;
}

function soonestFirst({ duty: one }: DutyShown, { duty: other }: DutyShown): number {
  const isOwed = (duty: DutyShown["duty"]) => duty !== undefined && isOwedNow(duty);
  if (isOwed(one) !== isOwed(other)) return isOwed(one) ? -1 : 1;
  return one && other ? Temporal.Instant.compare(one.dueAt, other.dueAt) : Number(!one) - Number(!other);
}
