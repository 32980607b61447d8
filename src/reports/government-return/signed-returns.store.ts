import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { ReturnLine } from "./census-return.ts";

/** A return as it was signed off. */
export type SignedReturn = {
  id: number;
  censusOn: Temporal.PlainDate;
  lines: ReturnLine[];
  file: string;
  sha256: string;
  note: string;
  madeAt: Temporal.Instant;
  by: string;
};

/** What was signed off in an authority, the latest census first and of each the last one first. */
export async function signedReturns(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<SignedReturn[]> {
  const { rows } = await sql<SignedReturn>`
    select r.id, r.census_on as "censusOn", r.lines, r.file, r.sha256, r.note, r.made_at as "madeAt", p.name as by
    from government_returns r join people p on p.id = r.made_by where r.authority_id = ${authorityId}
    order by r.census_on desc, r.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** Keeps a return as it is signed off. */
export async function insertSigned(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  signed: Pick<SignedReturn, "censusOn" | "lines" | "file" | "sha256" | "note"> & { authorityId: number },
): Promise<number> {
  const { id } = await database
    .insertInto("government_returns")
    .values({
      ...{
        authority_id: signed.authorityId,
        census_on: signed.censusOn,
        lines: JSON.stringify(signed.lines),
      },
      ...{ file: signed.file, sha256: signed.sha256, note: signed.note },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
