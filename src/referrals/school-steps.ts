import { actsHeld, holdingFlags } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type ProcedureAct, procedureActs } from "../procedures/index.ts";
import { addressBySchool, isDoneBySchool, kindBySchool } from "./by-school/record-by-school.ts";
import { type OwedBySchool, owedBySchools } from "./owed-by-school.store.ts";

/** Something that a school owes, as My school lists it. */
export type SchoolStep = {
  act: ProcedureAct;
  /** What to do, as its link says it. */
  does: string;
  /** The page where it is done; undefined where the school tells the officer that it is done. */
  at: string | undefined;
  /** Whom it is about, in words where it is about several or the school may not see whom. */
  about: { childId: number; name: string; school: string | null } | string;
  /** The children whom the step is about, so that no other source lists it again. */
  children: readonly number[];
  /** What is asked, with its clause. */
  asked: readonly string[];
  /** The first of them, where it is about several. */
  dueAt: Temporal.Instant | undefined;
};

/** What one slice knows that the schools of the viewer owe. */
export type SchoolSource = (context: Context) => Promise<SchoolStep[]>;

/**
 * All that schools owe, the soonest due first: what the given slices know, and what procedures ask of them in cases, unless a slice lists it
 * already. [G05]
 */
export async function schoolSteps(
  context: Context,
  schools: readonly number[],
  sources: readonly SchoolSource[],
): Promise<SchoolStep[]> {
  const [inCases, ...others] = await Promise.all([
    owedBySchools(context.database, schools, { actsHeld, holdingFlags }),
    ...sources.map((source) => source(context)),
  ]);
  const listed = others.flat();
  const isListed = ({ act, childId }: OwedBySchool) =>
    listed.some((step) => step.act === act && step.children.includes(childId));
  return [...listed, ...stepsInCases(inCases.filter((step) => !isListed(step)))].sort(soonestFirst);
}

/** Where a school does by itself what a procedure asks; returns and questions come from slices that list them. */
const doneAt: Partial<Record<ProcedureAct, (childId: number) => string>> = {
  "send-records": () => "/transfer-files",
  "make-referral": (childId) => `/pupils/${childId}/referral`,
  "refer-to-attendance": (childId) => `/pupils/${childId}/absence`,
  "remove-from-roll": (childId) => `/pupils/${childId}/removal`,
};

/** Law and local procedure often ask the same of the same pupil: one line, by the first of their days. */
function stepsInCases(owed: readonly OwedBySchool[]): SchoolStep[] {
  const together = new Map<string, SchoolStep & { asked: string[] }>();
  for (const step of owed) {
    const { act, childId, name, school, reference, asks, clause, dueAt } = step;
    const key = `${act} ${childId}`;
    const known = together.get(key);
    const asked = `${asks} (${clause})`;
    if (known) known.asked.push(asked);
    else
      together.set(key, {
        ...{ act, does: procedureActs[act].verb, dueAt, children: [childId], asked: [asked] },
        at: whereDone(step),
        about:
          name === null
            ? `A pupil who is on another roll now: ask the officer about ${reference}`
            : { childId, name, school },
      });
  }
  return [...together.values()];
}

function whereDone({ act, childId, name, reference }: OwedBySchool): string | undefined {
  if (name === null && act !== "send-records") return undefined;
  const kind = isDoneBySchool(act) && kindBySchool(procedureActs[act].makes);
  return kind ? addressBySchool(reference, kind) : doneAt[act]?.(childId);
}

function soonestFirst({ dueAt: one }: SchoolStep, { dueAt: other }: SchoolStep): number {
  if (!one || !other) return Number(!one) - Number(!other);
  return Temporal.Instant.compare(one, other);
}
