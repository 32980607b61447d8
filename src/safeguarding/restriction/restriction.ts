import { mayDo } from "../../access/index.ts";
import type { AuditEntry } from "../../audit/index.ts";
import { dueMomentOf } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import {
  insertLeave,
  leaveOf,
  otherRecordsOf,
  type RecordToRestrict,
  readersOf,
  recordToRestrict,
  setRestricted,
} from "./restriction.store.ts";

/** The record of a child whom the viewer may restrict. Throws NotFound and NotAllowed. */
export async function recordAskedFor(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  childId: number,
): Promise<RecordToRestrict> {
  const record = await recordToRestrict(database, childId);
  if (!record) throw new NotFound();
  if (!mayDo(viewer, "restrict-child", record)) throw new NotAllowed("restrict-child");
  return record;
}

/**
 * Restricts a record (act restrict-child): from then on it is there for its restrictor and those `people` alone, whose posts showed it to
 * them, until it is lifted or their leave ends. Of others who may restrict, one at least keeps sight of it where there is one: else one
 * who is ill or leaves would take the record along. Throws as `recordAskedFor`. [G04]
 */
export async function restrictRecord(
  context: Context,
  childId: number,
  { reason, people }: { reason: string; people: readonly number[] },
): Promise<"restricted" | "restricted-already" | "not-a-reader" | "nobody-else"> {
  const record = await recordAskedFor(context, childId);
  if (record.restricted) return "restricted-already";
  const me = context.viewer.personId;
  const readers = await readersOf(context, childId);
  const others = people.filter((id) => id !== me);
  if (others.some((id) => !readers.some((reader) => reader.id === id))) return "not-a-reader";
  const restrictors = readers.filter(({ id, mayRestrict }) => mayRestrict && id !== me);
  if (restrictors.length > 0 && !restrictors.some(({ id }) => others.includes(id))) return "nobody-else";
  // What one record tells the other must not: every record of the child is restricted with it. [A11]
  const also = await otherRecordsOf(context.database, childId);
  for (const each of [record, ...also.filter(({ restricted }) => !restricted)]) {
    // First: once it is restricted, who has no leave cannot see what they did.
    await insertLeave(context, each.childId, [me, ...others], { until: null, reason: "" });
    await setRestricted(context, each.childId, { restricts: true, reason });
    await audited(context, each, "restricted a record", { leave: [me, ...others] });
  }
  return "restricted";
}

/** Lifts a restriction (act restrict-child, by leave): whose posts show them the record see it again. Throws as `recordAskedFor`. [G04] */
export async function liftRestriction(
  context: Context,
  childId: number,
  { reason }: { reason: string },
): Promise<"lifted" | "not-restricted" | "by-leave-only"> {
  const record = await recordAskedFor(context, childId);
  if (!record.restricted) return "not-restricted";
  if (!record.hasLeave) return "by-leave-only";
  const also = await otherRecordsOf(context.database, childId);
  for (const each of [record, ...also.filter(({ restricted, hasLeave }) => restricted && hasLeave)]) {
    await setRestricted(context, each.childId, { restricts: false, reason });
    await audited(context, each, "lifted a restriction", {});
  }
  return "lifted";
}

/**
 * Gives somebody leave to see a restricted record, whose posts would show it to them (act restrict-child, by leave); up to the end of a
 * day, or until it is taken back. Throws as `recordAskedFor`. [G04]
 */
export async function giveLeave(
  context: Context,
  childId: number,
  asked: { person: number; until?: Temporal.PlainDate | undefined; reason: string },
): Promise<"given" | "not-restricted" | "by-leave-only" | "not-a-reader"> {
  const record = await recordAskedFor(context, childId);
  if (!record.restricted) return "not-restricted";
  if (!record.hasLeave) return "by-leave-only";
  const { person, until, reason } = asked;
  if (!(await readersOf(context, childId)).some(({ id }) => id === person)) return "not-a-reader";
  await insertLeave(context, childId, [person], { until: until ? dueMomentOf(until) : null, reason });
  await audited(context, record, "gave leave", { person, ...(until && { until: until.toString() }) });
  return "given";
}

/**
 * Takes leave back (act restrict-child, by leave); never of the last who may lift the restriction. Throws as `recordAskedFor`. [G04]
 */
export async function endLeave(
  context: Context,
  childId: number,
  person: number,
): Promise<"ended" | "by-leave-only" | "no-leave" | "nobody-left"> {
  const record = await recordAskedFor(context, childId);
  if (!record.hasLeave) return "by-leave-only";
  const leave = await leaveOf(context.database, childId);
  if (!leave.some(({ personId }) => personId === person)) return "no-leave";
  const restrictors = (await readersOf(context, childId)).filter(({ mayRestrict }) => mayRestrict);
  const left = leave.filter(({ personId, untilAt }) => personId !== person && untilAt === null);
  if (!left.some(({ personId }) => restrictors.some(({ id }) => id === personId))) return "nobody-left";
  await insertLeave(context, childId, [person], { until: context.now, reason: "" });
  await audited(context, record, "ended leave", { person });
  return "ended";
}

async function audited(
  { audit }: Context,
  { childId, authorityId }: RecordToRestrict,
  act: string,
  details: NonNullable<AuditEntry["details"]>,
): Promise<void> {
  await audit({ act, subject: "child", subjectId: childId, childId, authorityId, details });
}
