import { sql } from "kysely";
import { mayDo, postsAllowing, type Viewer } from "../access/index.ts";
import type { Database } from "../database/index.ts";
import { mergeMarks } from "./attendance/attendance.store.ts";
import { arrayLiteral, type IncomingRow } from "./incoming-row.ts";
import type { FeedList } from "./list-definition.ts";
import type { FeedPlaces } from "./places.ts";
import type { Refusal } from "./row-fault.ts";
import { mergeSchools } from "./schools.store.ts";

export type ImportState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** One file and how far it has come. Row counts are of rows of the file, the header not among them. */
export type Import = {
  id: number;
  list: FeedList;
  authorityId: number | null;
  schoolId: number | null;
  fileName: string;
  digest: Buffer;
  storedAt: string;
  state: ImportState;
  fault: string | null;
  rowsExpected: number;
  rowsDone: number;
  rowsNew: number;
  rowsChanged: number;
  rowsSame: number;
  rowsRejected: number;
  madeBy: number;
  madeAt: Temporal.Instant;
  finishedAt: Temporal.Instant | null;
};

function imports(database: Database) {
  return database
    .selectFrom("imports")
    .select([
      "id",
      "list",
      "authority_id as authorityId",
      "school_id as schoolId",
      "file_name as fileName",
      "file_hash as digest",
      "stored_at as storedAt",
      "state",
      "fault",
      "rows_expected as rowsExpected",
      "rows_done as rowsDone",
      "rows_new as rowsNew",
      "rows_changed as rowsChanged",
      "rows_same as rowsSame",
      "rows_rejected as rowsRejected",
      "made_by as madeBy",
      "made_at as madeAt",
      "finished_at as finishedAt",
    ])
    .$narrowType<{ list: FeedList; state: ImportState; storedAt: string }>();
}

/** The import of this id that the viewer may see. */
export function importOf(database: Database, importId: number): Promise<Import | undefined> {
  return imports(database).where("id", "=", importId).executeTakeFirst();
}

/** The latest imports that the viewer may see, newest first; `before` pages on. */
export function importsBefore(
  database: Database,
  before: number | undefined,
  count: number,
): Promise<Import[]> {
  const query = imports(database).orderBy("id", "desc").limit(sql.lit(count));
  return (before === undefined ? query : query.where("id", "<", before)).execute();
}

/** The same file for the same list and authority, as it came before: the finished one first. */
export function importOfSameFile(
  database: Database,
  { list, digest, authorityId }: Pick<Import, "list" | "digest" | "authorityId">,
): Promise<Import | undefined> {
  return imports(database)
    .where("list", "=", list)
    .where("file_hash", "=", digest)
    .where("authority_id", "is not distinct from", authorityId)
    .orderBy(sql`state = 'done'`, "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function insertImport(
  database: Database,
  made: Pick<
    Import,
    | "list"
    | "authorityId"
    | "schoolId"
    | "fileName"
    | "digest"
    | "storedAt"
    | "rowsExpected"
    | "madeBy"
    | "madeAt"
  >,
): Promise<number> {
  const { id } = await database
    .insertInto("imports")
    .values({
      list: made.list,
      authority_id: made.authorityId,
      school_id: made.schoolId,
      file_name: made.fileName,
      file_hash: made.digest,
      stored_at: made.storedAt,
      rows_expected: made.rowsExpected,
      made_by: made.madeBy,
      made_at: made.madeAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Lets an import that broke off go on from a file that was sent again. */
export async function reviveImport(database: Database, importId: number, storedAt: string): Promise<void> {
  await database
    .updateTable("imports")
    .set({ state: "waiting", fault: null, stored_at: storedAt })
    .where("id", "=", importId)
    .execute();
}

export async function setImportState(
  database: Database,
  importId: number,
  change: { state: ImportState; fault?: string; finishedAt?: Temporal.Instant },
): Promise<void> {
  await database
    .updateTable("imports")
    .set({ state: change.state, fault: change.fault ?? null, finished_at: change.finishedAt ?? null })
    .where("id", "=", importId)
    .execute();
}

/** What merging some rows did; `refused` are those that the record could not take. */
export type Merged = { new: number; changed: number; same: number; refused: { row: number; why: Refusal }[] };

/** Merges rows of one list, all about different children, through the database's narrow door for files. */
export async function mergeRows(
  database: Database,
  { list, importId, now, today }: { list: FeedList; importId: number; now: Temporal.Instant; today: string },
  rows: readonly IncomingRow[],
): Promise<Merged> {
  if (list === "attendance") return mergeMarks(database, importId, rows);
  if (list === "establishment" || list === "trust") return mergeSchools(database, list, importId, rows);
  const literal = arrayLiteral(rows);
  const call =
    list === "school-roll"
      ? sql<{
          merged: Merged;
        }>`select merge_roll_rows(${importId}, ${now}, ${today}, ${literal}::incoming_row[]) as merged`
      : sql<{
          merged: Merged;
        }>`select merge_list_rows(${importId}, ${list}, ${now}, ${literal}::incoming_row[]) as merged`;
  const { rows: answers } = await call.execute(database);
  const merged = answers[0]?.merged;
  if (!merged) throw new Error("The merge gave no answer");
  return merged;
}

/**
 * Adds a batch to the counts, if the import is still where the batch began; false when another worker has moved it on.
 * Together with the batch in one transaction this is what makes an import safe to break off and to run twice.
 */
export async function advanceImport(
  database: Database,
  importId: number,
  { from, to }: { from: number; to: number },
  { merged, rejected }: { merged: Omit<Merged, "refused">; rejected: number },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("imports")
    .set((of) => ({
      rows_done: to,
      rows_new: of("rows_new", "+", merged.new),
      rows_changed: of("rows_changed", "+", merged.changed),
      rows_same: of("rows_same", "+", merged.same),
      rows_rejected: of("rows_rejected", "+", rejected),
    }))
    .where("id", "=", importId)
    .where("rows_done", "=", from)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * The commit of this transaction does not wait for the disk. Safe for a batch: how far the import has come is kept in
 * the same transaction, so a crash loses both or neither, and the import goes on from there. Its last commit waits, and
 * with it all before.
 */
export async function commitWithoutWaiting(transaction: Database): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(transaction);
}

/** What this viewer's rows are read against. */
export async function placesFor(
  database: Database,
  viewer: Viewer,
  ownAuthorityId: number | null,
  today: string,
): Promise<FeedPlaces> {
  const schools = await database
    .selectFrom("schools")
    .select(["id", "laestab", "authority_id as authorityId", "postcode"])
    .execute();
  const authorities = await database.selectFrom("authorities").select(["id", "code", "name"]).execute();
  const whole = wholeAuthoritiesOf(viewer);
  const mine = authorities.filter(({ id }) => whole.has(id));
  const byArea = Map.groupBy(schools, ({ postcode }) => /^[A-Z]+/.exec(postcode ?? "")?.[0] ?? "");
  return {
    today,
    ownAuthorityId,
    schools: new Map(
      schools.map(({ id, laestab, authorityId }) => [
        laestab,
        { id, authorityId, mayImport: mayDo(viewer, "import-roll", { authorityId, schoolId: id }) },
      ]),
    ),
    authorities: new Map(
      mine.flatMap(({ id, code, name }) => [[code, id] as const, [name.toLowerCase(), id] as const]),
    ),
    authoritiesByPostcodeArea: new Map(
      [...byArea].flatMap(([area, there]) => {
        const [one, ...others] = new Set(there.map(({ authorityId }) => authorityId));
        return area !== "" && one !== undefined && others.length === 0 && whole.has(one)
          ? [[area, one] as const]
          : [];
      }),
    ),
  };
}

/** The authorities whose whole lists the viewer may bring. */
export function wholeAuthoritiesOf(viewer: Viewer): Set<number> {
  return new Set(
    postsAllowing(viewer, "import-roll")
      .filter(({ schoolId, areaId }) => schoolId === null && areaId === null)
      .map(({ authorityId }) => authorityId),
  );
}

/** The id of the person with this e-mail address. */
export async function personAt(database: Database, email: string): Promise<number | undefined> {
  const found = await database
    .selectFrom("people")
    .select("id")
    .where((of) => of(of.fn("lower", ["email"]), "=", email.toLowerCase()))
    .executeTakeFirst();
  return found?.id;
}
