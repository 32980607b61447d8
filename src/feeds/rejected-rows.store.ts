import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { FeedList } from "./list-definition.ts";
import type { RowFault } from "./row-fault.ts";

/** The cells of a row by the names of their columns, the empty ones left out. */
export type RowContent = Record<string, string>;

/** A row on its way into the queue. */
export type RowToReject = {
  rowNumber: number;
  content: RowContent;
  faults: readonly RowFault[];
  authorityId: number | null;
  schoolId: number | null;
  /** How many more rows of the file that were read with it are letter for letter the same. */
  alike?: number;
};

/** A row that waits, or has waited, for somebody to correct it. */
export type RejectedRow = {
  id: number;
  importId: number;
  list: FeedList;
  /** Null for a school whose row came in a file that is not its own. */
  fileName: string | null;
  /** Whose list the file is; null when it is of several authorities. */
  ownAuthorityId: number | null;
  rowNumber: number;
  /** The school whose list it is; null where the list is an authority's. */
  schoolName: string | null;
  content: RowContent;
  faults: RowFault[];
  /** How many more rows of the file wait in this one. */
  alike: number;
  settledAs: "corrected" | "set-aside" | null;
  setAsideBecause: string | null;
};

export async function insertRejectedRows(
  database: Database,
  importId: number,
  now: Temporal.Instant,
  rows: readonly RowToReject[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into rejected_rows (import_id, authority_id, school_id, row_number, content, faults, alike, made_at)
    select ${importId}, "authorityId", "schoolId", "rowNumber", content, faults, coalesce(alike, 0), ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as waiting ("authorityId" int, "schoolId" int, "rowNumber" bigint,
      content jsonb, faults jsonb, alike bigint)`.execute(database);
}

function rejectedRows(database: Database) {
  return (
    database
      .selectFrom("rejected_rows as waiting")
      .leftJoin("imports", "imports.id", "waiting.import_id")
      // A school sees its rows of the council's file, and not the file.
      .innerJoinLateral(
        sql<{
          list: FeedList;
          authority_id: number | null;
        }>`(select imports.list, imports.authority_id where imports.id is not null
        union all select * from list_of_row_to_correct(case when imports.id is null then waiting.id end))`.as(
          "read",
        ),
        (on) => on.onTrue(),
      )
      .leftJoin("schools", (on) =>
        on.on("schools.id", "=", (of) => of.fn.coalesce("waiting.school_id", "imports.school_id")),
      )
      .select([
        "waiting.id",
        "waiting.import_id as importId",
        "read.list",
        "imports.file_name as fileName",
        "read.authority_id as ownAuthorityId",
        "waiting.row_number as rowNumber",
        "schools.name as schoolName",
        "waiting.content",
        "waiting.faults",
        "waiting.alike",
        "waiting.settled_as as settledAs",
        "waiting.set_aside_because as setAsideBecause",
      ])
      .$narrowType<{
        list: FeedList;
        content: RowContent;
        faults: RowFault[];
        settledAs: "corrected" | "set-aside" | null;
      }>()
  );
}

/** The rows that wait for the viewer, oldest first; `after` pages on and `importId` narrows to one file. */
export function rowsWaiting(
  database: Database,
  { after = 0, importId, count }: { after?: number; importId?: number | undefined; count: number },
): Promise<RejectedRow[]> {
  const query = rejectedRows(database)
    .where("waiting.settled_at", "is", null)
    .where("waiting.id", ">", after)
    .orderBy("waiting.id")
    .limit(sql.lit(count));
  return (importId === undefined ? query : query.where("waiting.import_id", "=", importId)).execute();
}

/** How many rows wait for the viewer, of all files or of one. */
export async function rowsWaitingCount(database: Database, importId?: number): Promise<number> {
  const query = database
    .selectFrom("rejected_rows")
    .where("settled_at", "is", null)
    .select((of) => of.fn.countAll<number>().as("count"));
  const { count } = await (importId === undefined
    ? query
    : query.where("import_id", "=", importId)
  ).executeTakeFirstOrThrow();
  return count;
}

/** The row of this id that the viewer may see. */
export function rejectedRowOf(database: Database, id: number): Promise<RejectedRow | undefined> {
  return rejectedRows(database).where("waiting.id", "=", id).executeTakeFirst();
}

/** The same, held until the transaction ends, so that two people cannot settle it. */
export function rejectedRowToSettle(transaction: Database, id: number): Promise<RejectedRow | undefined> {
  return rejectedRows(transaction).where("waiting.id", "=", id).forUpdate("waiting").executeTakeFirst();
}

/** Settles a row: as it was corrected, or why it was set aside. */
export async function settleRow(
  database: Database,
  id: number,
  settled: { at: Temporal.Instant; by: number } & ({ corrected: RowContent } | { because: string }),
): Promise<void> {
  const how =
    "corrected" in settled
      ? { settled_as: "corrected", corrected: sql<string>`${JSON.stringify(settled.corrected)}::jsonb` }
      : { settled_as: "set-aside", set_aside_because: settled.because };
  await database
    .updateTable("rejected_rows")
    .set({ ...how, settled_at: settled.at, settled_by: settled.by })
    .where("id", "=", id)
    .execute();
}
