import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import { contactTried, wasReached } from "../first-contact.store.ts";

/** What one case took, in whole days since it opened; null for what has not come. */
export type CaseReviewed = {
  area: string | null;
  school: string | null;
  reason: string;
  outcome: string | null;
  sex: string | null;
  /** The words of the child's vulnerability groups. */
  groups: string[];
  contact: number | null;
  visit: number | null;
  closed: number | null;
  /** How long it has been watched. */
  watched: number;
  /** Of what was owed: in time, and late. What is not due yet is neither. */
  inTime: number;
  late: number;
};

/** More are no review of a team; the period is to be narrowed. */
export const mostReviewed = 20_000;

/**
 * The cases of an authority that opened on these days, as the viewer sees them, with what each took. First contact is that somebody
 * of the family was met or reached. [H07]
 */
export async function casesReviewed(
  database: Database,
  {
    authorityId,
    from,
    until,
    now,
  }: { authorityId: number; from: Temporal.Instant; until: Temporal.Instant; now: Temporal.Instant },
): Promise<CaseReviewed[]> {
  // Of nothing, greatest() would make 0.
  const days = (moment: string) =>
    sql`case when ${sql.raw(moment)} is not null then greatest(0, floor(extract(epoch from ${sql.raw(moment)} - c.opened_at) / 86400))::int end`;
  const { rows } = await sql<CaseReviewed>`
    select areas.name as area, schools.name as school, c.reason, c.outcome, children.sex,
      array(select f.flag from child_flags f where f.child_id = c.child_id and f.raised and not exists (
        select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)) as groups,
      ${days("came.contact")} as contact, ${days("came.visit")} as visit, ${days("c.closed_at")} as closed,
      ${days("watched.until")} as watched,
      coalesce(duties.in_time, 0)::int as "inTime", coalesce(duties.late, 0)::int as late
    from cases c join children on children.id = c.child_id left join areas on areas.id = c.area_id left join schools on schools.id = c.school_id
    cross join lateral (select coalesce(c.closed_at, ${now}::timestamptz) as until) watched
    left join lateral (
      select min(f.happened_at) filter (where ${wasReached}) as contact, min(f.happened_at) filter (where f.kind = 'visit-made') as visit
      from case_facts f where ${contactTried}) came on true
    left join lateral (
      select count(*) filter (where o.state = 'met') as in_time,
        count(*) filter (where o.state = 'met-late' or o.state in ('open', 'due-soon', 'overdue') and o.due_at < ${now}) as late
      from obligations o where o.case_id = c.id) duties on true
    where c.authority_id = ${authorityId} and c.opened_at >= ${from} and c.opened_at < ${until}
      -- Its child is reviewed with the case in which they are sought.
      and c.outcome is distinct from 'same-child'
    order by c.opened_at, c.id limit ${sql.lit(mostReviewed + 1)}`.execute(database);
  return rows;
}
