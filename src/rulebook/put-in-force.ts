import { requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { isOwn, proceduresOf } from "../procedures/index.ts";
import { versionToRead } from "./edit-version.ts";
import { hasWritten, insertDecision, lastProof, type Proof, type Version } from "./versions.store.ts";

/** Why a version cannot be put in force. */
export type NotPut = "not-proved" | "wrote-it" | "day-passed" | "name-taken";

/** Within it every running program reads what was put in force. */
const takenUpWithin = Temporal.Duration.from({ minutes: 1 });

/**
 * Puts an authority's own version in force from today or a later day: one that is proved, as it was proved, by somebody
 * who wrote none of it. Cases opened from a minute later follow it from that day on; those that are open go on as they
 * began. Throws NotFound, NotAllowed, and ChangedBySomeoneElse when it is not as it was seen.
 */
export async function putInForce(
  context: Context,
  { id, seen, from }: { id: number; seen: number; from: Temporal.PlainDate },
): Promise<"in-force" | NotPut> {
  const { database, viewer, now } = context;
  const version = await versionToRead(context, id);
  requireAct(viewer, "put-procedure-in-force", { authorityId: version.authorityId });
  if (version.decision !== null || version.revision !== seen) throw new ChangedBySomeoneElse(id, seen);
  const proof = await lastProof(database, id, version.revision);
  const refused = whyNotPut(context, version, proof, from);
  if (refused) return refused;
  if (await hasWritten(database, id, viewer.personId)) return "wrote-it";
  const decided = {
    ...version,
    ...{ decision: "in-force" as const, proofId: proof?.id ?? 0, inForceFrom: from },
    followedFrom: now.add(takenUpWithin),
  };
  if (!(await insertDecision(database, decided, { at: now, by: viewer.personId }))) return "name-taken";
  await context.audit({
    ...{ act: "put procedure version in force", subject: "procedure version", subjectId: id },
    authorityId: version.authorityId,
    details: { version: version.version, revision: seen, from: from.toString() },
  });
  return "in-force";
}

/** What keeps a version from being put in force, whoever does it; undefined when nothing does. */
export function whyNotPut(
  { procedures, now }: Pick<Context, "procedures" | "now">,
  { authorityId, procedure, version }: Pick<Version, "authorityId" | "procedure" | "version">,
  proof: Pick<Proof, "state"> | undefined,
  from: Temporal.PlainDate,
): NotPut | undefined {
  if (proof?.state !== "proved") return "not-proved";
  if (Temporal.PlainDate.compare(from, dayOf(now)) < 0) return "day-passed";
  const taken = proceduresOf(procedures, { authorityId, procedure }).some(
    (each) => each.procedure === procedure && each.version === version && !isOwn(each),
  );
  return taken ? "name-taken" : undefined;
}
