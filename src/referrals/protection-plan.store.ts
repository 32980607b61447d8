import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** If a child is known to be on a child protection plan: by their record, or by the last conference in any of their cases. [C02] */
export async function hasProtectionPlan(database: Database, childId: number): Promise<boolean> {
  const { rows } = await sql<{ plan: boolean }>`
    select exists (select from child_flags as flag where child_id = ${childId} and flag.flag = 'child-protection-plan' and raised
        and not exists (select from child_flags as later where later.child_id = flag.child_id and later.replaces = flag.id))
      or coalesce((select details ->> 'outcome' = 'plan' from case_facts as fact join cases on cases.id = fact.case_id
        where cases.child_id = ${childId} and kind = 'protection-step-ended' and details ->> 'step' = 'conference'
          and not exists (select from case_facts as later where later.case_id = fact.case_id and later.replaces = fact.id)
        order by happened_at desc, fact.id desc limit 1), false) as plan`.execute(database);
  return rows[0]?.plan ?? false;
}
