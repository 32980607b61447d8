import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";

/** An address on record as it is hidden or shown: with its lines, so only for whoever may read them. */
export type AddressToHide = {
  id: number;
  childId: number;
  authorityId: number;
  child: string;
  lines: string;
  postcode: string | null;
  hidden: boolean;
  source: string;
  madeAt: Temporal.Instant;
  by: string;
};

/** One address of a child that nothing has replaced; undefined where the viewer may know of none. */
export async function standingAddress(
  database: Database,
  childId: number,
  id: number,
): Promise<AddressToHide | undefined> {
  const { rows } = await sql<AddressToHide>`
    select a.id, c.id as "childId", c.authority_id as "authorityId", c.forename || ' ' || c.surname as child, a.lines, a.postcode,
      a.hidden, a.source, a.made_at as "madeAt", people.name as by
    from child_addresses a join children c on c.id = a.child_id join people on people.id = a.made_by
    where c.id = ${childId} and a.id = ${id}
      and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id)`.execute(
    database,
  );
  return rows[0];
}

/** The other children of the authority whom a record shows at the same address and postcode. */
export async function alsoShownAt(
  database: Database,
  { childId, authorityId, lines, postcode }: AddressToHide,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select distinct c.id, c.forename || ' ' || c.surname as name
    from child_addresses a join children c on c.id = a.child_id
    where a.postcode = ${postcode} and c.id <> ${childId} and c.authority_id = ${authorityId} and not a.hidden and a.certainty <> 'left'
      and a.postcode not like 'ZZ99%' and bare_words(a.lines) = bare_words(${lines})
      and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id)
    order by name, id limit 50`.execute(database);
  return rows;
}

/** Hides a place, or shows it again, wherever one of these children has it on record now. */
export async function hidePlace(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  children: readonly number[],
  { lines, postcode }: Pick<AddressToHide, "lines" | "postcode">,
  { hidden, source }: { hidden: boolean; source: string },
): Promise<void> {
  await sql`
    insert into child_addresses (child_id, lines, postcode, from_on, until_on, certainty, hidden, source, made_at, made_by, replaces)
    select child_id, lines, postcode, from_on, until_on, certainty, ${hidden}, ${source}, ${now}, ${viewer.personId}, id
    from child_addresses a where child_id = any (${children}) and hidden <> ${hidden}
      and is_same_place(lines, postcode, ${lines}, ${postcode})
      and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id)
    order by id`.execute(database);
}
