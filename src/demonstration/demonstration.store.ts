import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** Whether the demonstration has been loaded to its end. */
export async function isLoaded(owner: Database): Promise<boolean> {
  const found = await sql<{ there: boolean }>`select exists (select from cases) as there`.execute(owner);
  return found.rows[0]?.there ?? false;
}

/** Police, housing, health and social care for each authority: invented, to be asked about a family. */
export async function addAgencies(owner: Database): Promise<void> {
  await sql`
    insert into agencies (authority_id, kind, name)
    select authorities.id, kind, authorities.name || ' ' || called from authorities, (values
      ('police', 'Police'), ('housing', 'Housing'), ('health', 'Community Health'), ('social-care', 'Children''s Social Care'),
      ('youth-offending', 'Youth Justice Service'),
      ('admissions', 'Admissions Team')) as agency (kind, called)
    on conflict (authority_id, kind, name) do nothing`.execute(owner);
}
