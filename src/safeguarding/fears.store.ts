import { sql } from "kysely";
import { type RoutedFlag, routedFlags } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import { type Decision, decisionsWhere } from "./safeguarding.store.ts";

/** A concern of a case that has a route of its own, as a flag or an officer raised it. [E05] */
export type Fear = {
  /** The fact that raised it. */
  id: number;
  about: RoutedFlag;
  raisedAt: Temporal.Instant;
  raisedBy: string;
  /** If it is not settled. */
  stands: boolean;
  /** The agencies that heard of the child since. */
  told: string[];
  decisions: Decision[];
};

/** More fears than these cannot be looked at on one page. */
const fearsAtOnce = 50;

/** The fears of a case, the latest first. */
export async function fearsOf(database: Database, caseId: number): Promise<Fear[]> {
  const { rows } = await sql<Fear>`
    select f.id, f.details ->> 'about' as about, f.happened_at as "raisedAt", people.name as "raisedBy",
      is_feared(f.case_id, f.details ->> 'about') as stands,
      (select coalesce(json_agg(distinct told.details ->> 'agency'), '[]') from case_facts told
        where told.case_id = f.case_id and told.kind = 'agency-told' and told.happened_at >= f.happened_at
          and not exists (select from case_facts later where later.case_id = told.case_id and later.replaces = told.id)) as told,
      ${decisionsWhere(sql`d.concern_id = f.id`)} as decisions
    from case_facts f join people on people.id = f.made_by
    where f.case_id = ${caseId} and f.kind = 'concern-raised' and f.details ->> 'about' = any (${routedFlags}::text[])
      and not exists (select from case_facts later where later.case_id = f.case_id and later.replaces = f.id)
    order by f.happened_at desc, f.id desc limit ${sql.lit(fearsAtOnce)}`.execute(database);
  return rows;
}
