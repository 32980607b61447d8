import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import type { JobQueue } from "../jobs/queue.ts";
import { versionToRead } from "./edit-version.ts";
import { insertProof, lastProof, type Proof } from "./versions.store.ts";

/** A worker that is alive has ended every proof by then. */
const longest = Temporal.Duration.from({ minutes: 10 });

/** If a proof waits or is being made. One whose worker has died is not: it can be asked for again. */
export function isUnderWay(
  proof: Pick<Proof, "state" | "madeAt"> | undefined,
  now: Temporal.Instant,
): proof is Proof {
  if (proof?.state !== "waiting" && proof?.state !== "running") return false;
  return Temporal.Duration.compare(proof.madeAt.until(now), longest) < 0;
}

/**
 * Asks the worker to prove the last text of a version. While one proof of it is under way no second one is begun.
 * Throws NotFound, NotAllowed, and ChangedBySomeoneElse when the text is not the one that was seen.
 */
export async function askForProof(
  context: Context,
  jobs: JobQueue,
  { id, seen }: { id: number; seen: number },
): Promise<"asked" | "under-way"> {
  const { database, viewer, now } = context;
  const version = await versionToRead(context, id);
  requireAct(viewer, "edit-procedure", { authorityId: version.authorityId });
  if (version.decision !== null || version.revision !== seen) throw new ChangedBySomeoneElse(id, seen);
  const last = await lastProof(database, id, seen);
  if (isUnderWay(last, now)) return "under-way";
  const made = { at: now, by: viewer.personId };
  const proofId = await insertProof(database, { versionId: id, revision: seen }, made);
  await jobs.send(database, "prove-procedure", { proofId });
  return "asked";
}
