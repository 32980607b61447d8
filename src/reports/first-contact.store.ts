import { sql } from "kysely";

/**
 * The facts `f` of the case `c` by which somebody of the family was met or reached, without those that were corrected; to be put after
 * `from case_facts f where`. [H03] [H07]
 */
export const firstContact = sql`f.case_id = c.id
  and (f.kind = 'family-made-contact' or f.kind = 'family-contact-tried' and f.details ->> 'reached' = 'true'
    or f.kind = 'visit-made' and f.details ->> 'found' in ('child-seen', 'refused'))
  and not exists (select from case_facts later where later.case_id = c.id and later.replaces = f.id)`;
