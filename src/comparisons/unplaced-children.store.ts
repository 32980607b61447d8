import { sql } from "kysely";
import { calledOver, calledUnsuitable } from "../children/index.ts";
import type { Database } from "../database/index.ts";
import type { Compared } from "./compared-rows.store.ts";

/** Grounds of removal that say that a school excluded the pupil (O) or moved them by agreement. */
const excludedGrounds = sql.lit("^(o$|perm|managed)");

/**
 * If a school took a pupil off its roll because they died: ground K, before the regulations of 2024 ground j. Nobody asks after that child,
 * and least of all the family.
 */
const died = sql`coalesce(spell.leaving_reason ~* '^(death|died|deceased)' or spell.leaving_reason ~* '^k$' and l.ends_on >= date '2024-08-19'
  or spell.leaving_reason ~* '^j$' and l.ends_on < date '2024-08-19', false)`;

/**
 * Works out, for the open transaction alone, how each child of school age who is on no roll of the authority stands, as the
 * lists say (`unplaced_children`): one row a child, with the one state that holds and what it rests on. [A03] [A04]
 */
export async function gatherUnplacedChildren(
  transaction: Database,
  { today, born, yearBegan }: Compared,
): Promise<void> {
  const day = sql.lit(today.toString());
  await sql`
    create temp table unplaced_children on commit drop as
    with whose as (
      select r.subject, max(r.child_id) as child_id,
        (array_agg(r.date_of_birth order by r.list <> 'school-roll', r.entry_id) filter (where r.date_of_birth is not null))[1] as listed_born,
        (array_agg(r.entry_id order by r.list <> 'school-roll', r.entry_id desc))[1] as entry_id,
        (array_agg(r.entry_id order by r.ends_on desc, r.entry_id desc) filter (where r.list = 'school-roll' and r.ends_on < ${day}::date))[1] as left_id,
        max(r.starts_on) filter (where r.list = 'school-roll' and r.starts_on <= ${day}::date) as last_start,
        min(r.starts_on) filter (where r.list = 'school-roll' and r.starts_on > ${day}::date) as roll_begins,
        (array_agg(r.entry_id order by r.starts_on desc nulls last, r.entry_id desc) filter (where r.list = 'home-education' and coalesce(r.ends_on, ${day}::date) >= ${day}::date
          and coalesce(r.other ->> 'Status', '') !~* ${sql.lit(calledOver)}))[1] as home_id,
        (array_agg(r.entry_id order by r.starts_on desc nulls last, r.entry_id desc) filter (where r.list = 'other-authority-notice'))[1] as notice_id,
        (array_agg(r.entry_id order by r.entry_id desc) filter (where r.list = 'health'))[1] as health_id,
        max(r.starts_on) filter (where r.list = 'police-missing') as police_on,
        bool_or(r.list = 'police-missing' and r.ends_on is null) as with_police,
        bool_or(r.list in ('alternative-provision', 'independent-school') and coalesce(r.starts_on, ${day}::date) <= ${day}::date
          and coalesce(r.ends_on, ${day}::date) >= ${day}::date) as provided,
        bool_or(r.list = 'exclusion' and r.other ->> 'Kind' in ('permanent', 'managed-move')) as told_excluded,
        decode(md5(string_agg(r.entry_id || encode(r.content_hash, 'hex'), ',' order by r.entry_id)), 'hex') as source_hash
      from unplaced_rows r group by r.subject),
    told as (
      select w.*, coalesce(c.date_of_birth, w.listed_born) as born, c.educated, c.area_id as child_area_id,
        coalesce(c.forename, e.forename) as forename, coalesce(c.surname, e.surname) as surname,
        l.school_id as left_school_id, l.ends_on as left_on, spell.leaving_reason, nullif(spell.destination, '') as destination,
        aim.id as destination_id, aim.name as destination_name,
        -- The school that was named never showed this pupil, by UPN or by name and birthday.
        aim.id is not null and not exists (
          select from list_entries a where a.list = 'school-roll' and a.school_id = aim.id and a.starts_on > w.last_start
            and (a.upn = l.upn or (a.date_of_birth, a.surname_key, a.forename_key) = (l.date_of_birth, l.surname_key, l.forename_key))) as not_arrived,
        lower(h.other ->> 'Status') as home_status, coalesce(h.other ->> 'Status', '') ~* ${sql.lit(calledUnsuitable)} as home_unsuitable, h.starts_on as home_on,
        n.other ->> 'Kind' as notice_kind, n.other ->> 'FromAuthority' as notice_from, n.starts_on as notice_on,
        hl.first_seen_at as health_first, hl.last_seen_at as health_last,
        offer.school_id as offer_school_id, offer.starts_on as offer_starts_on, offer.response as offer_response, offer.round as offer_round,
        asked.applied_on, asked.status as application_status, coalesce(asked.for_next_year, false) as asked_for_next_year
      from whose w
      left join children c on c.id = w.child_id
      join unplaced_rows e on e.entry_id = w.entry_id
      left join unplaced_rows l on l.entry_id = w.left_id
      left join lateral (
        select leaving_reason, destination from provisions p
        where p.child_id = any (array(select records_of_child(w.child_id))) and p.school_id = l.school_id and p.kind = 'on-roll'
        order by p.id desc limit 1) spell on true
      left join schools aim on aim.laestab = spell.destination
      left join unplaced_rows h on h.entry_id = w.home_id
      left join unplaced_rows n on n.entry_id = w.notice_id
      left join unplaced_rows hl on hl.entry_id = w.health_id
      -- A place offered for after the last time on a roll began: an older one was taken up.
      left join lateral (
        select o.school_id, o.starts_on, o.other ->> 'Response' as response, o.other ->> 'Round' as round from unplaced_rows o
        where o.subject = w.subject and o.list = 'admissions-offer' and o.starts_on > coalesce(w.last_start, '-infinity')
          and not exists (select from unplaced_rows there where there.subject = w.subject and there.list = 'school-roll'
            and there.school_id = o.school_id and there.ends_on >= o.starts_on)
        order by o.other ->> 'Response' = 'declined', o.starts_on desc, o.entry_id desc limit 1) offer on true
      -- Asked for a place now: not for an intake of a September to come.
      left join lateral (
        select a.starts_on as applied_on, a.other ->> 'Status' as status,
          a.other ->> 'Round' = 'reception' and a.starts_on >= ${sql.lit(yearBegan.toString())}::date as for_next_year
        from unplaced_rows a
        where a.subject = w.subject and a.list = 'admissions-application' and coalesce(a.starts_on, ${day}::date) >= coalesce(w.last_start, '-infinity')
          and (coalesce(a.other ->> 'Round', '') not in ('reception', 'year-7')
            or a.other ->> 'Round' = 'reception' and coalesce(c.date_of_birth, w.listed_born) <= ${sql.lit(born.until.toString())}::date
            or a.other ->> 'Round' = 'year-7' and coalesce(c.date_of_birth, w.listed_born) <= ${sql.lit(born.until.subtract({ years: 7 }).toString())}::date)
        order by a.starts_on desc nulls last, a.entry_id desc limit 1) asked on true
      where not ${died} and coalesce(c.date_of_birth, w.listed_born) between ${sql.lit(born.from.toString())}::date and ${sql.lit(born.until.toString())}::date)
    select told.*, born <= ${sql.lit(born.compulsoryUntil.toString())}::date as compulsory,
      with_police or exists (select from child_flags f where f.child_id = told.child_id and f.raised
        and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)) as at_risk,
      case
        when provided or educated in ('home-education', 'alternative-provision', 'independent', 'dual-registered', 'abroad') then 'elsewhere'
        when home_id is not null and not home_unsuitable then 'at-home'
        when roll_begins is not null or offer_starts_on > ${day}::date and offer_response is distinct from 'declined' then 'to-begin'
        when offer_starts_on is not null then 'did-not-start'
        when asked_for_next_year and born > ${sql.lit(born.compulsoryUntil.toString())}::date then 'not-yet'
        when applied_on is not null or application_status is not null then 'waiting'
        when notice_kind = 'moved away' then 'moved-away'
        when destination_id is not null and not not_arrived then 'moved-away'
        when destination is not null and destination_id is null then 'named-elsewhere'
        when home_id is not null and home_unsuitable then 'unsuitable-home'
        when left_id is not null and (told_excluded or leaving_reason ~* ${excludedGrounds}) then 'excluded'
        when left_id is not null then 'left'
        else 'no-roll' end as state
    from told`.execute(transaction);
  await sql.raw("create index on unplaced_children (state)").execute(transaction);
  await sql.raw("analyze unplaced_children").execute(transaction);
}
