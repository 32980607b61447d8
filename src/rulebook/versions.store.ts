import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Fault } from "./edit-proof.ts";
import type { MovedCounts } from "./moved-deadlines.ts";

export type ProofState = "waiting" | "running" | "proved" | "refused";
export type Proof = {
  id: number;
  revision: number;
  state: ProofState;
  faults: readonly Fault[];
  moved: MovedCounts | null;
  madeAt: Temporal.Instant;
  finishedAt: Temporal.Instant | null;
};

/** One of an authority's own versions, with its last text and what became of it. */
export type Version = {
  id: number;
  authorityId: number;
  authority: string;
  procedure: string;
  basedOn: string;
  version: string;
  title: string;
  revision: number;
  changedAt: Temporal.Instant;
  changedBy: string;
  proofState: ProofState | null;
  decision: "in-force" | "withdrawn" | null;
  inForceFrom: Temporal.PlainDate | null;
  followedFrom: Temporal.Instant | null;
  decidedAt: Temporal.Instant | null;
  decidedBy: string | null;
};

function versionsQuery(database: Database) {
  return database
    .selectFrom("procedure_versions as v")
    .innerJoin("authorities", "authorities.id", "v.authority_id")
    .innerJoin("procedure_texts as t", (join) =>
      join
        .onRef("t.version_id", "=", "v.id")
        .on(
          "t.revision",
          "=",
          sql<number>`(select max(revision) from procedure_texts where version_id = v.id)`,
        ),
    )
    .innerJoin("people as editor", "editor.id", "t.made_by")
    .leftJoin("procedure_decisions as d", "d.version_id", "v.id")
    .leftJoin("people as decider", "decider.id", "d.made_by")
    .select(["v.id", "v.authority_id as authorityId", "authorities.name as authority", "v.procedure"])
    .select(["v.based_on as basedOn", "t.version", "t.title", "t.revision", "t.made_at as changedAt"])
    .select(["editor.name as changedBy", "d.decision", "d.in_force_from as inForceFrom"])
    .select(["d.followed_from as followedFrom", "d.made_at as decidedAt", "decider.name as decidedBy"])
    .select(
      sql<ProofState | null>`(select p.state from procedure_proofs p where p.version_id = v.id
        and p.revision = t.revision order by p.id desc limit 1)`.as("proofState"),
    );
}

/** The own versions of a procedure in these authorities, the latest made first. */
export async function versionsOf(
  database: Database,
  authorityIds: readonly number[],
  procedure: string,
): Promise<Version[]> {
  const rows = await versionsQuery(database)
    .where("v.authority_id", "=", sql<number>`any (${authorityIds}::int[])`)
    .where("v.procedure", "=", procedure)
    .orderBy("v.id", "desc")
    .limit(200)
    .execute();
  return rows as Version[];
}

/** One own version with its text, if it is one that the viewer may know of. */
export async function versionWithText(
  database: Database,
  id: number,
): Promise<(Version & { body: string }) | undefined> {
  const row = await versionsQuery(database).where("v.id", "=", id).select("t.body").executeTakeFirst();
  return row as (Version & { body: string }) | undefined;
}

/** If this person wrote any text of a version. */
export async function hasWritten(database: Database, id: number, personId: number): Promise<boolean> {
  const found = await database
    .selectFrom("procedure_texts")
    .where("version_id", "=", id)
    .where("made_by", "=", personId)
    .select("revision")
    .executeTakeFirst();
  return found !== undefined;
}

/** The last proof that was asked for of a version's text of this revision. */
export async function lastProof(
  database: Database,
  versionId: number,
  revision: number,
): Promise<Proof | undefined> {
  const row = await database
    .selectFrom("procedure_proofs")
    .where("version_id", "=", versionId)
    .where("revision", "=", revision)
    .select(["id", "revision", "state", "faults", "moved"])
    .select(["made_at as madeAt", "finished_at as finishedAt"])
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row as Proof | undefined;
}

type Made = { at: Temporal.Instant; by: number };

export async function insertVersion(
  database: Database,
  version: { authorityId: number; procedure: string; basedOn: string },
  made: Made,
): Promise<number> {
  const { id } = await database
    .insertInto("procedure_versions")
    .values({
      authority_id: version.authorityId,
      procedure: version.procedure,
      based_on: version.basedOn,
      made_at: made.at,
      made_by: made.by,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return Number(id);
}

/** Adds the next text of a version. Answers false when somebody has added that one already. */
export async function insertText(
  database: Database,
  text: { versionId: number; revision: number; version: string; title: string; body: string },
  made: Made,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("procedure_texts")
    .values({
      version_id: text.versionId,
      ...{ revision: text.revision, version: text.version, title: text.title, body: text.body },
      ...{ made_at: made.at, made_by: made.by },
    })
    .onConflict((conflict) => conflict.columns(["version_id", "revision"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function insertProof(
  database: Database,
  proof: { versionId: number; revision: number },
  made: Made,
): Promise<number> {
  const { id } = await database
    .insertInto("procedure_proofs")
    .values({
      version_id: proof.versionId,
      revision: proof.revision,
      made_at: made.at,
      made_by: made.by,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return Number(id);
}

export type Decided = Pick<Version, "id" | "authorityId" | "procedure" | "version" | "revision"> &
  (
    | { decision: "withdrawn" }
    | {
        decision: "in-force";
        proofId: number;
        inForceFrom: Temporal.PlainDate;
        followedFrom: Temporal.Instant;
      }
  );

/** Answers false when the version is decided already, or another of its name is in force. */
export async function insertDecision(database: Database, decided: Decided, made: Made): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("procedure_decisions")
    .values({
      version_id: decided.id,
      authority_id: decided.authorityId,
      ...{ procedure: decided.procedure, version: decided.version, revision: decided.revision },
      decision: decided.decision,
      ...(decided.decision === "in-force" && {
        proof_id: decided.proofId,
        in_force_from: decided.inForceFrom,
        followed_from: decided.followedFrom,
      }),
      ...{ made_at: made.at, made_by: made.by },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
