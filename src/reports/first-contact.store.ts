import { sql } from "kysely";

/** The facts `f` of the case `c` by which somebody tried to reach the family, without those that were corrected; to be put after `where`. */
export const contactTried = sql`f.case_id = c.id
  -- Asked as one list of kinds, the case's own facts are read; as alternatives, all facts of those kinds in the system were, for each case.
  and f.kind in ('family-made-contact', 'family-contact-tried', 'visit-made')
  and not exists (select from case_facts later where later.case_id = c.id and later.replaces = f.id)`;

/** If somebody of the family was met or reached by such a fact. [H03] [H07] */
export const wasReached = sql`case f.kind when 'family-contact-tried' then f.details ->> 'reached' = 'true'
    when 'visit-made' then f.details ->> 'found' in ('child-seen', 'refused') else true end`;
