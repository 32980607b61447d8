import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { DeadlineMoved } from "../procedures/index.ts";
import type { OpenCase } from "./moved-deadlines.ts";

/** The next open cases of an authority that go by one of these procedures, or by any, in the order of their ids. */
export async function openCasesAfter(
  database: Database,
  authorityId: number,
  procedures: readonly string[] | "all",
  after: number,
  rows: number,
): Promise<OpenCase[]> {
  return database
    .selectFrom("cases")
    .where("authority_id", "=", authorityId)
    .$if(procedures !== "all", (query) => query.where("procedure", "in", procedures as string[]))
    .where("open", "=", sql.lit(true))
    .where("id", ">", after)
    .select(["id", "reference", "authority_id as authorityId", "school_id as schoolId", "procedure"])
    .select("opened_at as openedAt")
    .orderBy("id")
    .limit(sql.lit(rows))
    .execute();
}

/** Keeps moved deadlines of a proof, the first of them at this place. */
export async function insertMoved(
  database: Database,
  proofId: number,
  place: number,
  moved: readonly (DeadlineMoved<string> & { caseId: number })[],
): Promise<void> {
  const rows = moved.map(({ caseId, case: reference, obligation, clause, change, was, is }, at) => ({
    ...{ place: place + at, case_id: caseId, reference, obligation, clause, change },
    asks: (is ?? was)?.asks ?? "",
    role_was: was?.role ?? null,
    role_is: is?.role ?? null,
    due_was: was?.dueAt.toString() ?? null,
    due_is: is?.dueAt.toString() ?? null,
  }));
  await sql`
    insert into moved_deadlines (proof_id, place, case_id, reference, obligation, clause, asks, change, role_was, role_is, due_was, due_is)
    select ${proofId}, m.* from json_to_recordset(${JSON.stringify(rows)}::json) as m (place int, case_id bigint,
      reference text, obligation text, clause text, asks text, change text, role_was text, role_is text,
      due_was timestamptz, due_is timestamptz)`.execute(database);
}

/** One moved deadline on a page. */
export type MovedRow = {
  place: number;
  caseId: number;
  reference: string;
  clause: string;
  asks: string;
  change: DeadlineMoved<string>["change"];
  roleWas: string | null;
  roleIs: string | null;
  dueWas: Temporal.Instant | null;
  dueIs: Temporal.Instant | null;
};

/** The moved deadlines of a proof after a place, of cases that the viewer may know of. */
export async function movedAfter(
  database: Database,
  proofId: number,
  after: number,
  rows: number,
): Promise<MovedRow[]> {
  const found = await database
    .selectFrom("moved_deadlines")
    .where("proof_id", "=", proofId)
    .where("place", ">", after)
    .select(["place", "case_id as caseId", "reference", "clause", "asks", "change"])
    .select(["role_was as roleWas", "role_is as roleIs", "due_was as dueWas", "due_is as dueIs"])
    .orderBy("place")
    .limit(sql.lit(rows))
    .execute();
  return found as MovedRow[];
}
