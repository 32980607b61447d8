import { sql } from "kysely";

/**
 * The facts `f` of the case `c` by which somebody of the family was met or reached, without those that were corrected; to be put after
 * `from case_facts f where`. [H03] [H07]
 */
export const firstContact = sql`f.case_id = c.id
  -- Asked as one list of kinds, the case's own facts are read; as alternatives, all facts of those kinds in the system were, for each case.
  and f.kind in ('family-made-contact', 'family-contact-tried', 'visit-made')
  and case f.kind when 'family-contact-tried' then f.details ->> 'reached' = 'true'
    when 'visit-made' then f.details ->> 'found' in ('child-seen', 'refused') else true end
  and not exists (select from case_facts later where later.case_id = c.id and later.replaces = f.id)`;
