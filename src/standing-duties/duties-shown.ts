import type { Authority } from "../access/index.ts";
import type { Context } from "../context.ts";
import { isOwedNow, type ObligationState, type Procedure, type Rule } from "../procedures/index.ts";
import { isBegunByTheWork, workBegan } from "./done-before.ts";
import { dutiesKept, factsOfAuthority, type KeptDuty } from "./standing-duties.store.ts";
import {
  type AuthorityFact,
  type StandingTask,
  standingRules,
  tasksMeeting,
  timesDone,
} from "./standing-duty.ts";
import { versionsAt, versionsFollowed } from "./versions-followed.ts";

/** One duty as pages show it: what the procedure asks, how it stands, and when it was done last. */
export type DutyShown = Pick<Rule, "clause" | "asks"> & {
  role: string;
  /** The version of a procedure that asks for it. */
  setBy: Procedure | undefined;
  task: StandingTask | undefined;
  /** The time that it is owed now, or was owed last; undefined when nothing has begun it yet. */
  duty: (KeptDuty & { state: ObligationState }) | undefined;
  lastDone: AuthorityFact | undefined;
  /** The moment at which work with Keepsight began, where it counts from then because nobody has said when it was done last. */
  countedFromWork: Temporal.Instant | undefined;
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
  const followed = versionsAt(procedures, authority, now).flatMap((version) =>
    standingRules(version).map((rule) => ({ version, rule })),
  );
  const ever = versionsFollowed(procedures, authority).map(({ version }) => version);
  const settingVersion = (duty: KeptDuty) =>
    ever.find(({ procedure, version }) => procedure === duty.procedure && version === duty.version);
  const shown = followed.map(({ version, rule }) => {
    const times = kept.filter((each) => each.procedure === version.procedure && each.id === rule.id);
    const duty = times.find(isOwedNow) ?? times.at(-1);
    const setBy = duty ? settingVersion(duty) : version;
    const words = { ...rule, ...(duty && inWordsOf(duty)), setBy, tasks: tasksMeeting(rule) };
    return shownBy(words, duty, facts, isBegunByTheWork(rule) ? workBegan(facts) : undefined);
  });
  const isFollowed = (duty: KeptDuty) =>
    followed.some(({ version, rule }) => version.procedure === duty.procedure && rule.id === duty.id);
  const left = kept
    .filter((duty) => isOwedNow(duty) && !isFollowed(duty))
    .map((duty) => {
      const setBy = settingVersion(duty);
      return shownBy({ ...inWordsOf(duty), setBy, tasks: tasksOf(setBy, duty) }, duty, facts);
    });
  return [...shown, ...left].sort(soonestFirst);
}

function inWordsOf({ clause, asks, role }: KeptDuty) {
  return { clause, asks, role };
}

function shownBy(
  { tasks, ...asked }: Pick<DutyShown, "clause" | "asks" | "role" | "setBy"> & { tasks: StandingTask[] },
  duty: DutyShown["duty"],
  facts: readonly AuthorityFact[],
  begunAt?: Temporal.Instant,
): DutyShown {
  const { clause, asks, role, setBy } = asked;
  const lastDone = tasks.flatMap((each) => timesDone(facts, each))[0];
  const isFromWork = begunAt && duty?.startedAt.equals(begunAt) && !lastDone;
  const countedFromWork = isFromWork ? begunAt : undefined;
  return { clause, asks, role, setBy, task: tasks[0], duty, lastDone, countedFromWork };
}

/** The tasks that meet a duty of a version that is not followed any more. */
function tasksOf(version: Procedure | undefined, duty: KeptDuty): StandingTask[] {
  const rules = version ? standingRules(version) : [];
  return rules.filter(({ id }) => id === duty.id).flatMap(tasksMeeting);
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
