import { requireAct } from "../../access/index.ts";
import { dayOf, momentWithin } from "../../calendar/index.ts";
import {
  actsHeld,
  caseByReference,
  factsOf,
  holdingFlags,
  type NewFact,
  recordFacts,
} from "../../cases/index.ts";
import { childRecord } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { asTheProgram } from "../../enquiries/index.ts";
import { type CaseFact, type ProcedureAct, procedureActs } from "../../procedures/index.ts";
import { type OwedBySchool, owedBySchools } from "../owed-by-school.store.ts";
import { appendFacts } from "../passed-on/pass-on.ts";
import { factsOfReferral, holdHistoryOf } from "../passed-on/passed-on.store.ts";
import { toldWhenDone } from "../passed-on/passed-on.ts";
import { insertProgress, referralByReference } from "../referrals.store.ts";

/** What a school records of its own pupil by itself. Who told an agency, and whom, the officer writes down. */
const doneBySchool = ["contact-family", "explain-absence", "seek-whereabouts", "ask-admissions"] as const;

export type SchoolAct = (typeof doneBySchool)[number];
export type KindBySchool = (typeof procedureActs)[SchoolAct]["makes"] | "pupil-returned";

/** If a school records by itself that this was done. */
export function isDoneBySchool(act: ProcedureAct): act is SchoolAct {
  return (doneBySchool as readonly ProcedureAct[]).includes(act);
}

/** The kind of this name that a school records; undefined when there is none. */
export function kindBySchool(name: string): KindBySchool | undefined {
  if (name === "pupil-returned") return name;
  return doneBySchool.map((act) => procedureActs[act].makes).find((kind) => kind === name);
}

/** Where a school records it. */
export function addressBySchool(reference: string, kind: KindBySchool): string {
  return `/my-school/steps/${reference}/${kind}`;
}

/**
 * What schools owe under a reference that a fact of this kind would end: what it does, and for the return of the pupil everything
 * about an absence. Nothing of a pupil whom they may not see any more.
 */
export async function endedBySchool(
  { database }: Pick<Context, "database">,
  schools: readonly number[],
  { reference, kind }: { reference: string; kind: KindBySchool },
): Promise<(OwedBySchool & { name: string })[]> {
  const owed = await owedBySchools(database, schools, { actsHeld, holdingFlags });
  return owed.flatMap((step) => {
    const { name, act } = step;
    const ends = kind === "pupil-returned" ? isDoneBySchool(act) : procedureActs[act].makes === kind;
    return name !== null && step.reference === reference && ends ? [{ ...step, name }] : [];
  });
}

export type ToldBySchool = {
  fact: Extract<NewFact, { kind: KindBySchool }>;
  happenedOn: Temporal.PlainDate;
  told: string | undefined;
};

/**
 * Records what a school did about its own pupil, or that the pupil is back, on the case or the referral that asked for it: the school
 * sees neither, so it goes in by the program, and beside it stands who told it and their words (act make-referral). [C13] [C14] [C28]
 * @throws NotFound, NotAllowed for a pupil of another school.
 */
export async function recordBySchool(
  context: Context,
  schools: readonly number[],
  { reference, fact, happenedOn, told }: ToldBySchool & { reference: string },
): Promise<"recorded" | "not-owed"> {
  const [step] = await endedBySchool(context, schools, { reference, kind: fact.kind });
  if (!step) return "not-owed";
  const { database, viewer, now } = context;
  const child = await childRecord(database, step.childId);
  if (!child) throw new NotFound();
  requireAct(viewer, "make-referral", { schoolId: child.schoolId });
  const note = [`Told by ${viewer.name}, ${child.schoolName ?? "the school"}.`, told]
    .filter(Boolean)
    .join(" ");
  const facts: NewFact[] = [
    { ...fact, happenedAt: momentWithin(happenedOn, now) },
    { kind: "note-made", details: { note } },
  ];
  await asTheProgram(context, (program) => append(program, reference, { fact, facts }));
  await context.audit({
    ...{ act: "recorded for own school", subject: "child", subjectId: step.childId, childId: step.childId },
    ...{ authorityId: child.authorityId, details: { kind: fact.kind, reference } },
  });
  return "recorded";
}

async function append(
  program: Context,
  reference: string,
  { fact, facts }: { fact: NewFact; facts: readonly NewFact[] },
): Promise<void> {
  const { database } = program;
  const referral = await referralByReference(database, reference);
  if (!referral) {
    const { id } = await caseByReference(program, reference);
    if (!isTold(await factsOf(program, id), facts)) await recordFacts(program, id, facts);
    return;
  }
  await holdHistoryOf(database, referral.id);
  const known = await factsOfReferral(database, referral.id);
  if (known.length === 0) throw new NotFound();
  if (isTold(known, facts)) return;
  const owed = await appendFacts(program, referral, facts);
  await insertProgress(program, referral.id, toldWhenDone(fact.kind, owed));
}

/** A browser that went back sends once more what ends no step by itself: the return of a pupil whose absence nobody has explained. */
function isTold(known: readonly CaseFact[], [told]: readonly NewFact[]): boolean {
  const day = told?.happenedAt && dayOf(told.happenedAt);
  const corrected = new Set(known.map(({ replaces }) => replaces));
  return known.some(
    ({ id, kind, happenedAt }) => kind === told?.kind && !corrected.has(id) && day?.equals(dayOf(happenedAt)),
  );
}
