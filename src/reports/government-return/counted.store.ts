import { sql } from "kysely";
import { startOf } from "../../calendar/index.ts";
import { calledOver } from "../../children/index.ts";
import type { Database } from "../../database/index.ts";
import { openCasesOn } from "../missing-education/missing.store.ts";
import type { Counted, YearFlows } from "./census-return.ts";

type Asked = { authorityId: number; day: Temporal.PlainDate };

/** Who is counted on a census day: the children with an open case, and those educated at home. */
export async function countedOn(database: Database, asked: Asked): Promise<Counted[]> {
  const [cases, home] = await Promise.all([
    openCasesOn(database, { ...asked, asKnown: "now" }),
    educatedAtHomeOn(database, asked),
  ]);
  return [
    ...cases.flatMap(({ caseId, childId, sex, dateOfBirth, reason, missingSince }): Counted[] =>
      caseId === null || childId === null
        ? []
        : [{ collection: "cme", id: caseId, childId, sex, dateOfBirth, reason, missingSince }],
    ),
    ...home,
  ];
}

async function educatedAtHomeOn(database: Database, { authorityId, day }: Asked): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select distinct on (coalesce(c.one_child_id, c.id)) 'ehe' as collection, h.id, h.child_id as "childId", c.sex, c.date_of_birth as "dateOfBirth",
      (select f.details ->> 'reason' from home_education_facts f where f.home_education_id = h.id and f.kind = 'reason-given'
        order by f.happened_at desc, f.id desc limit 1) as reason, null as "missingSince"
    from home_educations h join children c on c.id = h.child_id
    where h.authority_id = ${authorityId} and h.began_on <= ${day} and (h.ended_on is null or h.ended_on > ${day})
    order by coalesce(c.one_child_id, c.id), h.id desc`.execute(database);
  return rows;
}

/**
 * How many children of the home education list of that day are not on the register of home education under any record: they are
 * not counted until somebody enters them.
 */
export async function listedNotCounted(database: Database, { authorityId, day }: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct coalesce(e.child_id, -e.id))::int as count from list_entries e
    where e.authority_id = ${authorityId} and e.list = 'home-education' and coalesce(e.other ->> 'Status', '') !~* ${sql.lit(calledOver)}
      and coalesce(e.starts_on, (e.first_seen_at at time zone 'Europe/London')::date) <= ${day} and (e.ends_on is null or e.ends_on > ${day})
      and (e.child_id is null or not exists (select from home_educations h where h.child_id = any (array(select records_of_child(e.child_id)))))`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

/** What happened in a school year, from its first day to its last: each child counted once. */
export async function flowsOf(
  database: Database,
  { authorityId, from, until }: { authorityId: number; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<YearFlows> {
  const [first, end] = [startOf(from), startOf(until.add({ days: 1 }))];
  const home = (condition: ReturnType<typeof sql>) =>
    sql`(select count(distinct coalesce(c.one_child_id, c.id))::int from home_educations h join children c on c.id = h.child_id
      where h.authority_id = ${authorityId} and ${condition})`;
  const steps = (
    kind: string,
  ) => sql`(select count(distinct o.case_id)::int from order_steps o join cases c on c.id = o.case_id
    where c.authority_id = ${authorityId} and o.kind = ${sql.lit(kind)} and o.happened_on between ${from} and ${until})`;
  const { rows } = await sql<YearFlows>`select
    (select count(distinct coalesce(c.one_child_id, c.id))::int from cases join children c on c.id = cases.child_id
      where cases.authority_id = ${authorityId} and opened_at < ${end} and (open or closed_at >= ${first})) as "cmeEver",
    ${home(sql`began_on <= ${until} and (ended_on is null or ended_on >= ${from})`)} as "eheEver",
    ${home(sql`began_on between ${from} and ${until}`)} as "eheStarts", ${home(sql`ended_on between ${from} and ${until}`)} as "eheLeavers",
    ${steps("notice-served")} as notices, ${steps("order-made")} as orders`.execute(database);
  const [flows] = rows;
  if (!flows) throw new Error("Counts always answer a row");
  return flows;
}

/** A name and an address in the program for those whom the viewer may see. */
export type Named = { id: number; name: string; href: string; reference: string };

/** The names of these cases that the viewer may see. */
export async function namedCases(database: Database, ids: readonly number[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select c.id, trim(ch.forename || ' ' || ch.surname) as name, '/cases/' || c.reference as href, c.reference
    from cases c join children ch on ch.id = c.child_id where c.id = any (${ids}::bigint[])`.execute(
    database,
  );
  return rows;
}

/** The names of these home educations that the viewer may see. */
export async function namedHomeEducations(database: Database, ids: readonly number[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select h.id, trim(ch.forename || ' ' || ch.surname) as name, '/home-education/' || h.id as href, 'Home educated' as reference
    from home_educations h join children ch on ch.id = h.child_id where h.id = any (${ids}::bigint[])`.execute(
    database,
  );
  return rows;
}
