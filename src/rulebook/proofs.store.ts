import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Fault } from "./edit-proof.ts";
import type { MovedCounts } from "./moved-deadlines.ts";

/** A proof that was asked for, with the text that it is about. */
export type ProofAsked = {
  id: number;
  versionId: number;
  authorityId: number;
  procedure: string;
  body: string;
  madeBy: number;
};

/** Takes up a proof that waits, or that a worker died over; undefined when it is done. As the owner of the tables. */
export async function beginProof(database: Database, proofId: number): Promise<ProofAsked | undefined> {
  const begun = await database
    .updateTable("procedure_proofs")
    .set({ state: "running" })
    .where("id", "=", proofId)
    .where("state", "in", ["waiting", "running"])
    .returning("id")
    .executeTakeFirst();
  if (!begun) return undefined;
  return database
    .selectFrom("procedure_proofs as p")
    .innerJoin("procedure_versions as v", "v.id", "p.version_id")
    .innerJoin("procedure_texts as t", (join) =>
      join.onRef("t.version_id", "=", "p.version_id").onRef("t.revision", "=", "p.revision"),
    )
    .where("p.id", "=", proofId)
    .select(["p.id", "v.id as versionId", "v.authority_id as authorityId", "v.procedure", "t.body"])
    .select("p.made_by as madeBy")
    .executeTakeFirst();
}

/** Writes what a proof found. Of the proofs of a version, only the last keeps its list of moved deadlines. */
export async function endProof(
  database: Database,
  { id, versionId }: ProofAsked,
  found: { faults: readonly Fault[]; moved: MovedCounts | undefined; at: Temporal.Instant },
): Promise<void> {
  await database
    .updateTable("procedure_proofs")
    .set({
      state: found.faults.length === 0 ? "proved" : "refused",
      faults: sql`${JSON.stringify(found.faults)}::jsonb`,
      moved: found.moved === undefined ? null : sql`${JSON.stringify(found.moved)}::jsonb`,
      finished_at: found.at,
    })
    .where("id", "=", id)
    .execute();
  await forgetMoved(database, versionId, id);
}

async function forgetMoved(database: Database, versionId: number, before: number): Promise<void> {
  await database
    .deleteFrom("moved_deadlines")
    .where("proof_id", "in", (older) =>
      older
        .selectFrom("procedure_proofs")
        .where("version_id", "=", versionId)
        .where("id", "<", before)
        .select("id"),
    )
    .execute();
}

/** The text of an authority's own version that is in force. */
export async function textInForce(
  database: Database,
  own: { authorityId: number; procedure: string; version: string },
): Promise<string | undefined> {
  const found = await database
    .selectFrom("procedure_decisions as d")
    .innerJoin("procedure_texts as t", (join) =>
      join.onRef("t.version_id", "=", "d.version_id").onRef("t.revision", "=", "d.revision"),
    )
    .where("d.authority_id", "=", own.authorityId)
    .where("d.procedure", "=", own.procedure)
    .where("d.version", "=", own.version)
    .where("d.decision", "=", "in-force")
    .select("t.body")
    .executeTakeFirst();
  return found?.body;
}
