import { sql } from "kysely";
import type { Birthdays } from "../children/index.ts";
import type { Database } from "../database/index.ts";

/** One authority on one day, as its lists are compared. */
export type Compared = {
  authorityId: number;
  today: Temporal.PlainDate;
  /** Birthdays of the children whom schools are for, and the last one of compulsory school age. */
  born: Birthdays & { compulsoryUntil: Temporal.PlainDate };
  /** The first day of the school year. */
  yearBegan: Temporal.PlainDate;
  /** Whose task the talk with a child who is back is, by the procedures. */
  interviewRole: string;
};

/**
 * Gathers, for the open transaction alone, every row of an authority's lists with whom it means (`compared_rows`), and the
 * rows of those children who are on no roll of it (`unplaced_rows`): a few in a hundred, which all comparisons then read. [A04]
 */
export async function gatherRows(
  transaction: Database,
  { authorityId, today }: Pick<Compared, "authorityId" | "today">,
): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(transaction);
  // After a first import nothing is known of the table's size yet, and joined row by row 7,500 rows took 16 s.
  await run("set local enable_nestloop = off");
  await run("set local enable_mergejoin = off");
  await run("set local work_mem = '64MB'");
  await sql`
    create temp table compared_rows on commit drop as
    select e.id as entry_id, m.subject, m.child_id, e.list, e.school_id, e.forename, e.surname, e.date_of_birth, e.sex, e.postcode, e.upn, e.starts_on, ended.on as ends_on,
      e.other, e.content_hash, e.surname_key, e.forename_key, e.first_seen_at, e.last_seen_at,
      e.list = 'school-roll' and coalesce(e.starts_on, d.today) <= d.today and coalesce(ended.on, d.today) >= d.today as on_roll
    from children_meant m join list_entries e on e.id = m.entry_id and e.authority_id = m.authority_id
    cross join (select ${sql.lit(today.toString())}::date as today) d
    left join schools s on s.id = e.school_id
    -- A school that has closed sends no roll that would end its last one: nobody is on it after the day that the national register tells.
    cross join lateral (select case when e.list = 'school-roll' and s.closed_on < d.today
      then least(e.ends_on, s.closed_on) else e.ends_on end as on) ended
    where e.authority_id = ${sql.lit(authorityId)}
      -- Nobody asks after a child who has died.
      and not exists (select from cases join children c on c.id = cases.child_id
        where cases.outcome = 'died' and coalesce(c.one_child_id, c.id) = m.child_id)`.execute(transaction);
  await run("create index on compared_rows (subject)");
  await run("create index on compared_rows (date_of_birth, surname_key) where on_roll");
  await run("analyze compared_rows");
  await run(`
    create temp table unplaced_rows on commit drop as
    select * from compared_rows r where not exists (select from compared_rows roll where roll.subject = r.subject and roll.on_roll)`);
  await run("set local enable_nestloop = on");
  await run("set local enable_mergejoin = on");
  await run("create index on unplaced_rows (subject)");
  await run("create index on unplaced_rows (entry_id)");
  await run("analyze unplaced_rows");
}
