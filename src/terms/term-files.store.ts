import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { SpanFault } from "./term-span.ts";

/** One file of term dates and what came of it. */
export type TermFile = {
  id: number;
  fileName: string;
  added: number;
  removed: number;
  same: number;
  unit: "Row" | "Event";
  faults: readonly SpanFault[];
  madeAt: Temporal.Instant;
};

/** Keeps what came of a file; answers its id. */
export async function insertTermFile(
  database: Database,
  file: Omit<TermFile, "id"> & { authorityId: number | null; schoolId: number | null; madeBy: number },
): Promise<number> {
  const { id } = await database
    .insertInto("term_files")
    .values({
      authority_id: file.authorityId,
      school_id: file.schoolId,
      file_name: file.fileName,
      spans_added: file.added,
      spans_removed: file.removed,
      spans_same: file.same,
      faults: sql`${JSON.stringify({ unit: file.unit, faults: file.faults })}::jsonb`,
      made_at: file.madeAt,
      made_by: file.madeBy,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

function files(database: Database) {
  return database
    .selectFrom("term_files")
    .select(["id", "file_name as fileName", "spans_added as added", "spans_removed as removed"])
    .select(["spans_same as same", "faults", "made_at as madeAt"]);
}

type FileRow = Omit<TermFile, "unit" | "faults"> & { faults: unknown };

function fileOf(row: FileRow): TermFile {
  return { ...row, ...(row.faults as Pick<TermFile, "unit" | "faults">) };
}

/** The file of this id that the viewer may see. */
export async function termFile(database: Database, id: number): Promise<TermFile | undefined> {
  const row = await files(database).where("id", "=", id).executeTakeFirst();
  return row && fileOf(row);
}

/** The latest files that the viewer may see, newest first. */
export async function latestTermFiles(database: Database, count: number): Promise<TermFile[]> {
  const rows = await files(database).orderBy("id", "desc").limit(count).execute();
  return rows.map(fileOf);
}
