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
  await addLocalAgencies(owner);
}

/** Agencies of each area, for which nobody signs in: they answer by a link, which stands in the outbox. */
async function addLocalAgencies(owner: Database): Promise<void> {
  await sql`
    with wanted as (
      select areas.authority_id, areas.id as area_id, kind, areas.name || ' ' || called as name,
        mailbox || '.' || lower(regexp_replace(areas.name, '[^A-Za-z]+', '-', 'g')) || '@' || lower(regexp_replace(authorities.name, '[^A-Za-z]+', '-', 'g')) || '.example' as email
      from areas join authorities on authorities.id = areas.authority_id, (values
        ('housing', 'Housing Association', 'homes'), ('health', 'Health Visiting Team', 'health-visiting')) as agency (kind, called, mailbox)),
    added as (insert into agencies (authority_id, kind, name) select authority_id, kind, name from wanted
      on conflict (authority_id, kind, name) do nothing returning id, authority_id, kind, name)
    insert into directory_contacts (authority_id, agency_id, area_id, email, made_at, made_by)
    select added.authority_id, added.id, wanted.area_id, wanted.email, now(), people.id
    from added join wanted using (authority_id, kind, name), people
    where people.issuer = 'keepsight' and people.subject = 'keepsight'`.execute(owner);
}
