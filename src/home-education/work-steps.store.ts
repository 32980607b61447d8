import { sql } from "kysely";
import { holdingFlags } from "../cases/index.ts";
import { calledOver } from "../children/index.ts";
import type { Database } from "../database/index.ts";
import type { ProcedureAct } from "../procedures/index.ts";

/** Whose work is asked for: the roles of the viewer in an authority. */
export type WorkAsked = {
  authorityId: number;
  roles: readonly string[];
  areaId: number | undefined;
  now: Temporal.Instant;
  atMost: number;
};

/** What is owed next of a home education, and if the viewer owes it or is told that it is late. */
export type OwedAtHome = {
  id: number;
  childId: number;
  forename: string;
  surname: string;
  act: ProcedureAct;
  asks: string;
  clause: string;
  dueAt: Temporal.Instant;
  owedBy: string;
  mine: boolean;
  held: boolean;
  /** If the child has died: then nothing is owed but to end the home education. */
  died: boolean;
};

/** What these roles owe of home educations, the soonest due first, then what they are told of as late. [F08] */
export async function owedAtHome(
  database: Database,
  { authorityId, roles, areaId, now, atMost }: WorkAsked,
): Promise<OwedAtHome[]> {
  const mine = sql`h.next_role = any (${[...roles]}::text[])`;
  const { rows } = await sql<OwedAtHome>`
    select h.id, h.child_id as "childId", c.forename, c.surname, h.next_act as act, h.next_asks as asks, h.next_clause as clause,
      h.next_due_at as "dueAt", roles.title as "owedBy", ${mine} as mine,
      exists (select from child_flags f where f.child_id = h.child_id and f.flag = any (${[...holdingFlags]}::text[]) and f.raised
        and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)) as held,
      has_died(h.child_id) as died
    from home_educations h join children c on c.id = h.child_id join roles on roles.role = h.next_role
    where h.authority_id = ${authorityId} and h.ended_on is null and h.next_act is not null
      and (${mine} or h.next_due_at < ${now} and h.next_late_tell = any (${[...roles]}::text[]))
      ${areaId === undefined ? sql`` : sql`and c.area_id = ${areaId}`}
    order by mine desc, h.next_due_at, h.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** How many children stand on the list of home education and not on the register here, and since when the first of them does. */
export async function listedToEnter(
  database: Database,
  authorityId: number,
): Promise<{ many: number; since: Temporal.Instant | null }> {
  const { rows } = await sql<{ many: number; since: Temporal.Instant | null }>`
    select count(distinct e.child_id)::int as many, min(e.first_seen_at) as since
    from list_entries e join children c on c.id = e.child_id and c.authority_id = e.authority_id
    where e.authority_id = ${authorityId} and e.list = 'home-education' and coalesce(e.other ->> 'Status', '') !~* ${sql.lit(calledOver)}
      and not exists (select from home_educations h where h.child_id = e.child_id)`.execute(database);
  return rows[0] ?? { many: 0, since: null };
}
