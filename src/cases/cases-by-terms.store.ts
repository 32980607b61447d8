import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/**
 * Whose term dates have changed, and the first day that may count otherwise now. Schools and authorities by their ids;
 * an authority's dates count in its schools that have none of their own.
 */
export type TermsChanged = { schools: readonly number[]; authorities: readonly number[]; from: string };

/**
 * The cases whose deadlines may stand otherwise: counted by these term dates, and open or with something due on or after
 * the first day. What was due before then stays as it was counted. Open cases come first.
 */
export async function casesCountedBy(
  database: Database,
  { schools, authorities, from }: TermsChanged,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from cases
    where (school_id = any (${schools}::int[]) or authority_id = any (${authorities}::int[])
        and not exists (select from terms where terms.school_id = cases.school_id and terms.kind = 'term'))
      and (open or exists (select from obligations where case_id = cases.id and due_at >= ${from}::date))
    order by open desc, id`.execute(database);
  return rows.map(({ id }) => id);
}
