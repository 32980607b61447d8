import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";

/** A restricted record that nobody keeps, or one person alone, or whose last keeper goes within thirty days. */
export type RecordAtRisk = {
  childId: number;
  /** Of its last case or referral, or its UPN; null where it has none. It names no child. */
  reference: string | null;
  /** How many have leave and may lift the restriction. */
  keepers: number;
  /** The one of them who stays longest, and until when; null where no end is known. */
  keeper: string | null;
  lastOn: Temporal.PlainDate | null;
};

/** Those of the authorities for which the viewer answers for broken glass, what nobody keeps first. */
export async function recordsAtRisk(database: Database): Promise<RecordAtRisk[]> {
  const { rows } = await sql<RecordAtRisk>`
    select child_id as "childId", reference, keepers, keeper, last_on as "lastOn" from restricted_records_at_risk()`.execute(
    database,
  );
  return rows;
}

/** Gives leave to whoever opened a record that nobody keeps; undefined where none is given: see migration 0175. */
export async function giveLostLeave(
  { database, now }: Pick<Context, "database" | "now">,
  breakId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ person: number | null }>`
    select give_lost_leave(${breakId}, ${now}) as person`.execute(database);
  return rows[0]?.person ?? undefined;
}
