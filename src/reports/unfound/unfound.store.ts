import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import { contactTried, wasReached } from "../first-contact.store.ts";
import type { Told } from "./partners.ts";

/** A child whom nobody has found, with everything that any partner may be told. Days are ISO days. */
export type Unfound = Record<Told, string | null> & { caseId: number; openedAt: Temporal.Instant };

/** Where the list goes on: the last row of the page before. */
export type AfterUnfound = Pick<Unfound, "openedAt" | "caseId">;

/**
 * The open cases of an authority in which nobody of the family has been met or reached, the longest open first. Left out for every
 * partner: a child who is restricted, or whose family must not be approached; of one with a hidden address the district. [H03] [E04]
 */
export async function unfoundChildren(
  database: Database,
  { authorityId, after, count }: { authorityId: number; after?: AfterUnfound | undefined; count: number },
): Promise<Unfound[]> {
  const { rows } = await sql<Unfound>`
    select c.id as "caseId", c.opened_at as "openedAt", c.reference, ch.surname, ch.forename, ch.date_of_birth::text as "dateOfBirth",
      case ch.sex when 'F' then 'Female' when 'M' then 'Male' end as sex, ch.upn, s.name as school,
      case when not exists (select from child_addresses a where a.child_id = ch.id and a.hidden) then split_part(ch.postcode, ' ', 1) end as district,
      c.missing_since::text as "missingSince"
    from cases c join children ch on ch.id = c.child_id left join schools s on s.id = c.school_id
    where c.authority_id = ${authorityId} and c.open and not c.restricted and not is_approach_barred(ch.id)
      and not exists (select from case_facts f where ${contactTried} and ${wasReached})
      and ${after ? sql`(c.opened_at, c.id) > (${after.openedAt}, ${after.caseId})` : sql`true`}
    order by c.opened_at, c.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}
