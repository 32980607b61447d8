import { sql } from "kysely";
import { startOf } from "../../calendar/index.ts";
import type { Database } from "../../database/index.ts";

/** Why somebody is out of school without a case: nothing new has begun since. */
export type ExclusionKind = "permanent" | "managed-move";

/** A child who is missing education on a day. */
export type MissingChild = {
  childId: number | null;
  caseId: number | null;
  reference: string | null;
  entryId: number | null;
  excluded: ExclusionKind | null;
  forename: string;
  surname: string;
  upn: string | null;
  sex: string | null;
  dateOfBirth: Temporal.PlainDate | null;
  areaId: number | null;
  area: string | null;
  schoolId: number | null;
  school: string | null;
  /** The case's reason; null for whom there is no case. */
  reason: string | null;
  missingSince: Temporal.PlainDate | null;
};

/** More are no county's; the day is asked again in parts. */
export const mostMissing = 20_000;

type Asked = { authorityId: number; day: Temporal.PlainDate };

/**
 * The children whose case was open at the end of a day. Why and since when is as the facts said then, or as is believed `now`, with what was
 * mended since. [H05] [H01]
 */
export async function openCasesOn(
  database: Database,
  { authorityId, day, asKnown }: Asked & { asKnown: "then" | "now" },
): Promise<MissingChild[]> {
  const believed = (then: string, now: string) =>
    asKnown === "then" ? sql.raw(`coalesce(${then}, ${now})`) : sql.raw(now);
  const until = startOf(day.add({ days: 1 }));
  // A child who was sought in two cases, as was not known then, is one.
  const child = asKnown === "then" ? sql`c.child_id` : sql`coalesce(ch.one_child_id, ch.id)`;
  const { rows } = await sql<MissingChild>`
    select * from (select distinct on (${child}) c.child_id as "childId", c.id as "caseId", c.reference, null as "entryId", null as excluded, ch.forename, ch.surname, ch.upn, ch.sex,
      ch.date_of_birth as "dateOfBirth", c.area_id as "areaId", areas.name as area, c.school_id as "schoolId", s.name as school,
      ${believed("opening.details ->> 'reason'", "c.reason")} as reason,
      ${believed("(opening.details ->> 'missingSince')::date", "c.missing_since")} as "missingSince"
    from cases c join children ch on ch.id = c.child_id left join areas on areas.id = c.area_id left join schools s on s.id = c.school_id
    cross join lateral (select kind, details from case_facts f where f.case_id = c.id and f.made_at < ${until}
      and f.kind in ('case-opened', 'case-reopened', 'case-closed') order by f.id desc limit 1) turn
    cross join lateral (select case when turn.kind = 'case-opened' then turn.details else (select details from case_facts f
      where f.case_id = c.id and f.made_at < ${until} and f.kind = 'case-opened' order by f.id desc limit 1) end as details) opening
    where c.authority_id = ${authorityId} and c.opened_at < ${until} and (c.open or c.closed_at >= ${until}) and turn.kind <> 'case-closed'
    order by ${child}, c.outcome is not distinct from 'same-child', c.id) as missing
    order by "caseId" limit ${sql.lit(mostMissing)}`.execute(database);
  return rows;
}

/**
 * The children permanently excluded by a day, or moved by agreement, for whom nothing new had begun by its end: no provision, no return and
 * no other school's roll. Whoever sees no list sees none. [H05] [B07]
 */
export async function excludedOn(database: Database, { authorityId, day }: Asked): Promise<MissingChild[]> {
  const on = sql`${day.toString()}::date`;
  const fact = (kind: string) => sql`
    select f.happened_on, f.details from exclusion_facts f where f.entry_id = e.id and f.kind = ${sql.lit(kind)} order by f.id desc limit 1`;
  const { rows } = await sql<MissingChild>`
    select distinct on (coalesce(c.one_child_id, e.child_id, -e.id)) e.child_id as "childId", null as "caseId", null as reference, e.id as "entryId",
      e.other ->> 'Kind' as excluded, coalesce(c.forename, e.forename) as forename, coalesce(c.surname, e.surname) as surname,
      coalesce(c.upn, e.upn) as upn, coalesce(c.sex, e.sex) as sex, coalesce(c.date_of_birth, e.date_of_birth) as "dateOfBirth",
      areas.id as "areaId", areas.name as area, e.school_id as "schoolId", s.name as school, null as reason, e.starts_on as "missingSince"
    from list_entries e left join children c on c.id = e.child_id left join schools s on s.id = e.school_id
      left join areas on areas.id = coalesce(c.area_id, s.area_id)
      left join lateral (${fact("provision-shown")}) shown on true
      left join lateral (${fact("returned")}) back on true
    where e.authority_id = ${authorityId} and e.list = 'exclusion' and e.starts_on <= ${on} and e.other ->> 'Kind' in ('permanent', 'managed-move')
      and coalesce((shown.details ->> 'from')::date, nullif(e.other ->> 'ProvisionFrom', '')::date, 'infinity') > ${on}
      and coalesce(back.happened_on, 'infinity') > ${on}
      and not exists (select from provisions p where p.child_id = any (array(select records_of_child(e.child_id))) and p.kind in ('on-roll', 'dual-registered', 'independent', 'alternative-provision', 'home-education')
        and p.school_id is distinct from e.school_id and p.from_on >= e.starts_on and p.from_on <= ${on} and (p.until_on is null or p.until_on > ${on})
        and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id))
    order by coalesce(c.one_child_id, e.child_id, -e.id), e.starts_on desc, e.id desc limit ${sql.lit(mostMissing)}`.execute(
    database,
  );
  return rows;
}
