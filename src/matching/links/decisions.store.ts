import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Decision } from "./link.ts";

/** Held by whoever merges rows (0008-list-merging.sql), and by whoever decides what they mean. */
const mergeLock = 728_114_005;

export type LinkFound = {
  id: number;
  authorityId: number;
  entryId: number;
  childId: number | null;
  otherEntryId: number | null;
  decided: Decision | null;
  /** The decision that stands, or the last that was undone. */
  decisionId: number | null;
};

/** The link of this id that the viewer may see, with nobody else deciding on any until the transaction ends. */
export async function linkToDecide(transaction: Database, id: number): Promise<LinkFound | undefined> {
  await sql`select pg_advisory_xact_lock(${mergeLock})`.execute(transaction);
  return transaction
    .selectFrom("list_links")
    .where("id", "=", id)
    .select(["id", "authority_id as authorityId", "entry_id as entryId", "child_id as childId"])
    .select(["other_entry_id as otherEntryId", "decided", "decision_id as decisionId"])
    .$narrowType<{ decided: Decision | null }>()
    .executeTakeFirst();
}

/** Whether a person has said already that the row is another child's. */
export async function isJoinedByDecision(
  database: Database,
  { id, entryId }: Pick<LinkFound, "id" | "entryId">,
): Promise<boolean> {
  const other = await database
    .selectFrom("list_links")
    .where("entry_id", "=", entryId)
    .where("id", "<>", id)
    .where("decided", "=", "same")
    .where("child_id", "is not", null)
    .select("id")
    .executeTakeFirst();
  return other !== undefined;
}

/** Adds a decision; the database itself makes it hold: see 0024-list-links.sql. */
export async function insertDecision(
  database: Database,
  made: {
    linkId: number;
    decision: Decision | "undone";
    note: string;
    madeAt: Temporal.Instant;
    madeBy: number;
  },
): Promise<void> {
  await database
    .insertInto("link_decisions")
    .values({
      link_id: made.linkId,
      decision: made.decision,
      note: made.note,
      made_at: made.madeAt,
      made_by: made.madeBy,
    })
    .execute();
}
