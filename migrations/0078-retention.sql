-- How long a child's record is kept, and how it goes (docs/decisions/0024-deletion-and-what-stays.md).

-- Where a child's record lies: every table that holds a part of it, in the order in which the parts can go, and by what each is
-- reached. What deletes, what previews and what is copied for a subject access request all read this one list.
create table record_parts (
  part text primary key,
  place int not null unique,
  called text not null,
  reached text not null
);
grant select on record_parts to keepsight_app;

create type child_reach as (child bigint, cases bigint[], referrals bigint[], enquiries bigint[], findings bigint[], entries bigint[],
  links bigint[], files bigint[], matches bigint[], meetings bigint[]);

-- The rows by which the parts of a child's record are reached, as the caller may see them.
create function reach_of_child(child bigint) returns child_reach language plpgsql stable set search_path = public, pg_temp as $$
declare r child_reach;
begin
  r.child := child;
  r.cases := array(select id from cases where child_id = child);
  r.referrals := array(select id from referrals where child_id = child union select id from referrals where case_id = any (r.cases));
  r.entries := array(select id from list_entries where child_id = child
    union select entry_id from list_links where child_id = child and (decided = 'same' or answer = 'linked' and decided is distinct from 'different'));
  r.links := array(select id from list_links where child_id = child union select id from list_links where entry_id = any (r.entries)
    union select id from list_links where other_entry_id = any (r.entries));
  r.findings := array(select id from comparison_findings where child_id = child union select id from comparison_findings where case_id = any (r.cases)
    union select id from comparison_findings where entry_id = any (r.entries));
  with recursive asked as (
    select id from enquiries where case_id = any (r.cases) or finding_id = any (r.findings)
    union select e.id from asked join enquiries e on e.parent_id = asked.id)
  select coalesce(array_agg(id), '{}') into r.enquiries from asked;
  r.files := array(select id from lost_pupils where child_id = child);
  r.matches := array(select id from lost_pupil_matches where child_id = child or lost_child_id = child
    union select id from lost_pupil_matches where lost_pupil_id = any (r.files) union select id from lost_pupil_matches where entry_id = any (r.entries));
  r.meetings := array(select meeting_id from sweep_referrals where referral_id = any (r.referrals));
  return r;
end $$;

-- Whether words name the child: the UPN, or a forename and a surname of the child together, as drafts and rows that nobody could
-- read do. Of rows, with the birth date or the postcode besides: two children can have one name.
create function words_name_child(words text, child bigint, surely boolean) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from children c where c.id = child and c.upn is not null and strpos(upper(words), upper(c.upn)) > 0)
    or exists (select from child_identifiers i where i.child_id = child and length(i.value) > 5 and strpos(upper(words), upper(i.value)) > 0)
    or exists (select from (select forename, surname from children where id = child union select forename, surname from child_names where child_id = child) n
        where n.forename <> '' and n.surname <> '' and strpos(lower(words), lower(n.forename)) > 0 and strpos(lower(words), lower(n.surname)) > 0)
      and (not surely
        or exists (select from children c where c.id = child and c.date_of_birth is not null
          and (strpos(words, c.date_of_birth::text) > 0 or strpos(words, to_char(c.date_of_birth, 'DD/MM/YYYY')) > 0))
        or exists (select from child_addresses a where a.child_id = child and length(a.postcode) > 4
          and strpos(replace(upper(words), ' ', ''), replace(upper(a.postcode), ' ', '')) > 0)
        or exists (select from children c where c.id = child and length(c.postcode) > 4
          and strpos(replace(upper(words), ' ', ''), replace(upper(c.postcode), ' ', '')) > 0))
$$;

insert into record_parts (place, part, called, reached)
select row_number() over (), part, called, reached from (values
  ('comparison_settlements', 'What was settled of findings', 'finding_id = any (($1).findings) or referral_id = any (($1).referrals) or enquiry_id = any (($1).enquiries)'),
  ('answer_links', 'Links sent for an answer', 'enquiry_id = any (($1).enquiries)'),
  ('enquiry_answers', 'Answers to questions', 'enquiry_id = any (($1).enquiries)'),
  ('emails', 'E-mails about questions', 'reference in (select reference from enquiries where id = any (($1).enquiries))'),
  ('enquiries', 'Questions asked', 'id = any (($1).enquiries)'),
  ('messages', 'Messages to councils', 'case_id = any (($1).cases)'),
  ('comparison_findings', 'Findings of comparisons', 'id = any (($1).findings)'),
  ('sweep_outcomes', 'Outcomes of a truancy sweep', 'meeting_id = any (($1).meetings)'),
  ('sweep_referrals', 'Reports made on a sweep', 'meeting_id = any (($1).meetings)'),
  ('sweep_meetings', 'Meetings on a truancy sweep', 'id = any (($1).meetings)'),
  ('missing_moments', 'Reports to the police', 'referral_id = any (($1).referrals) or (authority_id, police_reference) in (select authority_id, row_key from list_entries where id = any (($1).entries) and list = ''police-missing'')'),
  ('return_interview_accounts', 'Accounts of return interviews', 'interview_id in (select id from return_interviews where entry_id = any (($1).entries) or case_id = any (($1).cases))'),
  ('return_interviews', 'Return interviews', 'entry_id = any (($1).entries) or case_id = any (($1).cases)'),
  ('exclusion_facts', 'Steps after an exclusion', 'entry_id = any (($1).entries)'),
  ('link_decisions', 'Decisions on links', 'link_id = any (($1).links)'),
  ('list_links', 'Links to rows of lists', 'id = any (($1).links)'),
  ('transfer_file_requests', 'Requests for the school file', 'child_id = ($1).child or match_id = any (($1).matches)'),
  ('lost_pupil_steps', 'Steps of the stored school file', 'lost_pupil_id = any (($1).files) or match_id = any (($1).matches)'),
  ('lost_pupil_matches', 'Pupils found for a stored file', 'id = any (($1).matches)'),
  ('lost_pupils', 'Stored school files', 'id = any (($1).files)'),
  ('list_entries', 'Rows of lists', 'id = any (($1).entries)'),
  ('letter_services', 'What became of letters', 'letter_id in (select id from letters where case_id = any (($1).cases))'),
  ('letters', 'Letters', 'case_id = any (($1).cases)'),
  ('safeguarding_replies', 'Replies of social care', 'case_id = any (($1).cases)'),
  ('safeguarding_decisions', 'Decisions on a concern', 'case_id = any (($1).cases)'),
  ('safeguarding_assessments', 'Questions of safety', 'case_id = any (($1).cases)'),
  ('protection_steps', 'Steps of social care', 'case_id = any (($1).cases)'),
  ('vulnerability_assessments', 'Assessments of vulnerability', 'case_id = any (($1).cases)'),
  ('visits', 'Visits', 'case_id = any (($1).cases)'),
  ('visit_risk_assessments', 'Risks of visits', 'case_id = any (($1).cases)'),
  ('visit_requests', 'Requests for a visit', 'case_id = any (($1).cases)'),
  ('order_steps', 'Steps of an attendance order', 'case_id = any (($1).cases)'),
  ('moved_deadlines', 'Deadlines moved by a procedure', 'case_id = any (($1).cases)'),
  ('obligations', 'Steps owed', 'case_id = any (($1).cases)'),
  ('referral_obligations', 'Steps owed on a report', 'referral_id = any (($1).referrals)'),
  ('referral_facts', 'History of a report passed on', 'referral_id = any (($1).referrals)'),
  ('referral_progress', 'What reporters were told', 'referral_id = any (($1).referrals)'),
  ('referral_originals', 'Originals attached to reports', 'referral_id = any (($1).referrals)'),
  ('searches', 'Searches before a case', 'referral_id = any (($1).referrals) or decided_child_id = ($1).child'),
  ('school_returns', 'Returns of schools', 'child_id = ($1).child'),
  ('removal_steps', 'Steps of a removal from a roll', 'removal_id in (select id from removals where child_id = ($1).child)'),
  ('removals', 'Removals from a roll', 'child_id = ($1).child'),
  ('home_education_facts', 'Steps of home education', 'home_education_id in (select id from home_educations where child_id = ($1).child)'),
  ('home_educations', 'Home education', 'child_id = ($1).child'),
  ('unofficial_exclusion_facts', 'Steps after an unofficial exclusion', 'unofficial_exclusion_id in (select id from unofficial_exclusions where child_id = ($1).child)'),
  ('unofficial_exclusions', 'Unofficial exclusions', 'child_id = ($1).child'),
  ('glass_reviews', 'Reviews of an opened record', 'break_id in (select id from glass_breaks where child_id = ($1).child)'),
  ('glass_breaks', 'Openings of a restricted record', 'child_id = ($1).child'),
  ('continuous_absences', 'Continuous absences', 'child_id = ($1).child'),
  ('attendance_weeks', 'Attendance marks', 'child_id = ($1).child'),
  ('rejected_rows', 'Rows that could not be read', 'words_name_child(content::text || coalesce(corrected::text, ''''), ($1).child, true)'),
  ('drafts', 'Forms half filled in', 'words_name_child(content::text || '' '' || subject, ($1).child, false) or subject like ($1).child || ''-%'' or subject in (select reference from cases where id = any (($1).cases))'),
  ('child_supports', 'Who helps the child', 'child_id = ($1).child'),
  ('child_flags', 'Flags', 'child_id = ($1).child'),
  ('provisions', 'Schools and other education', 'child_id = ($1).child'),
  ('carers', 'Parents and carers', 'child_id = ($1).child'),
  ('child_addresses', 'Addresses', 'child_id = ($1).child'),
  ('child_identifiers', 'Numbers', 'child_id = ($1).child'),
  ('child_names', 'Names', 'child_id = ($1).child'),
  ('child_particulars', 'Particulars', 'child_id = ($1).child'),
  ('restricted_leave', 'Leave to see the record', 'child_id = ($1).child'),
  ('case_facts', 'Chronology', 'case_id = any (($1).cases)'),
  ('referrals', 'Reports', 'id = any (($1).referrals)'),
  ('cases', 'Cases', 'id = any (($1).cases)'),
  ('children', 'The child', 'id = ($1).child')) as listed (part, called, reached);

-- For how long, and from when it counts. A rule without an authority comes with the program; an authority's own takes its place.
create table retention_rules (
  id bigint generated always as identity primary key,
  authority_id int references authorities,
  rule text not null check (rule in ('child-record', 'protection-file', 'register-entry', 'no-birth-date')),
  called text not null check (called <> ''),
  counts_from text not null check (counts_from in ('birth', 'last-entry', 'last-recorded')),
  years int not null check (years between 1 and 100),
  source text not null check (source <> ''),
  -- How the authority reads its source, where it does.
  reading text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people,
  check ((authority_id is null) = (reading = ''))
);
create index on retention_rules (authority_id, rule, id desc);
create index on retention_rules (made_by);
insert into retention_rules (rule, called, counts_from, years, source, made_at, made_by)
select rule, called, counts_from, years, source, '2026-11-29T12:00Z', people.id from people, (values
  ('child-record', 'The child’s case and record', 'birth', 25, 'Set by each authority. Many follow the practice of the IRMS toolkit for schools: date of birth plus 25 years.'),
  ('protection-file', 'Child protection and social care', 'birth', 25, 'IRMS toolkit for schools: a child protection file, date of birth plus 25 years.'),
  ('register-entry', 'Entries of admission and attendance registers', 'last-entry', 6, 'School Attendance (Pupil Registration) (England) Regulations 2024: six years from each entry.'),
  ('no-birth-date', 'A record without a date of birth', 'last-recorded', 25, 'No source says. As long as for a child born on the day of the last entry.')) as shipped (rule, called, counts_from, years, source)
where people.issuer = 'keepsight' and people.subject = 'keepsight';

-- A reason to keep a record whatever the rules say: a claim, an inquiry, a court.
create table retention_holds (
  id bigint generated always as identity primary key,
  child_id bigint not null references children,
  reason text not null check (length(reason) between 1 and 1000),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on retention_holds (child_id);
create index on retention_holds (made_by);
create table retention_hold_ends (
  hold_id bigint primary key references retention_holds,
  reason text not null check (length(reason) between 1 and 1000),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on retention_hold_ends (made_by);

-- Somebody proposes that a record goes; another person refuses, or approves, which is the deletion. The number of a child who is gone
-- names nobody.
create table deletions (
  id bigint generated always as identity primary key,
  reference text not null unique,
  authority_id int not null references authorities,
  child_id bigint not null,
  -- The rule that keeps the record longest, in the words and years of that day, and since when it may go.
  rule text not null,
  rule_words text not null,
  due_on date not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on deletions (authority_id, id desc);
create index on deletions (child_id);
create index on deletions (made_by);
create table deletion_refusals (
  deletion_id bigint primary key references deletions,
  reason text not null check (length(reason) between 1 and 1000),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on deletion_refusals (made_by);
-- Written by erase_child alone: there is a certificate where there was a deletion, and nowhere else.
create table deletion_certificates (
  deletion_id bigint primary key references deletions,
  -- How many rows of each part went.
  parts jsonb not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on deletion_certificates (made_by);
create index on children (authority_id, date_of_birth, id);

insert into record_parts (place, part, called, reached) values
  (-3, 'retention_hold_ends', 'Ends of holds', 'hold_id in (select id from retention_holds where child_id = ($1).child)'),
  (-2, 'retention_holds', 'Holds', 'child_id = ($1).child');

-- If a row may go although it is a fact: within erase_child, which the owner runs. Whoever else sets the setting is not the owner.
create function is_erasing() returns boolean language sql stable as $$
  select coalesce(current_setting('keepsight.erasing', true), '') <> ''
    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public.children'::regclass)
$$;
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'TRUNCATE' and tg_table_name not like 'audit%' and tg_table_name not like 'deletion%' and is_erasing() then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  raise exception 'A row of % is a fact. It is never changed or deleted; record a correction.', tg_table_name using errcode = 'restrict_violation';
end $$;
create or replace function refuse_deletion() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'children' and is_erasing() then return old; end if;
  raise exception 'Rows of % are never deleted: others refer to them.', tg_table_name using errcode = 'restrict_violation';
end $$;
create or replace function referral_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'case_id' - 'child_id' - 'area_id' - 'restricted') <> (to_jsonb(old) - 'case_id' - 'child_id' - 'area_id' - 'restricted')
     or (old.case_id is not null and new.case_id is distinct from old.case_id) then
    raise exception 'A referral is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create or replace function enquiry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at') <> (to_jsonb(old) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at') then
    raise exception 'An enquiry is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  -- Whoever is asked answers; they do not give themselves more time, or take the question back.
  if (new.due_at is distinct from old.due_at or new.withdrawn_at is distinct from old.withdrawn_at)
     and viewer_id() is not null and not exists (select from cases where id = old.case_id) then
    raise exception 'Only those who asked say until when, and that it is no longer asked.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace function removal_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'restricted') <> (to_jsonb(old) - 'restricted') then
    raise exception 'A row of % is a fact. It is never changed or deleted.', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
select protect_facts(t::regclass) from unnest(array['retention_rules', 'retention_holds', 'retention_hold_ends', 'deletions', 'deletion_refusals',
  'deletion_certificates']) t;

-- Each rule that applies to a child, and until when it keeps the record.
create function retention_of_child(child bigint) returns table (rule text, called text, counts_from text, years int, source text, reading text, from_on date, due_on date)
language sql stable set search_path = public, pg_temp as $$
  with known as (select id, authority_id, date_of_birth, made_at from children where id = child),
  entries as (select max(day) as day from (
    select coalesce(until_on, from_on) as day from provisions where child_id = child
    union all select met_on from removals where child_id = child
    union all select week + 6 from attendance_weeks where child_id = child) of_registers),
  recorded as (select greatest((select made_at::date from known), (select day from entries),
    (select max(coalesce(closed_at, opened_at))::date from cases where child_id = child),
    (select max(received_at)::date from referrals where child_id = child)) as day),
  rules as (select distinct on (r.rule) r.* from retention_rules r, known
    where r.authority_id is null or r.authority_id = known.authority_id order by r.rule, r.authority_id nulls last, r.id desc),
  dated as (select r.*, case r.counts_from when 'birth' then known.date_of_birth when 'last-entry' then (select day from entries)
      else (select day from recorded) end as from_on
    from rules r, known
    where case r.rule when 'no-birth-date' then known.date_of_birth is null when 'register-entry' then (select day from entries) is not null
      when 'protection-file' then known.date_of_birth is not null and (exists (select from child_supports where child_id = child)
        or exists (select from cases c join protection_steps p on p.case_id = c.id where c.child_id = child)
        or exists (select from cases c join safeguarding_decisions s on s.case_id = c.id where c.child_id = child and s.decided <> 'no-referral'))
      else known.date_of_birth is not null end)
  select d.rule, d.called, d.counts_from, d.years, d.source, d.reading, d.from_on, (d.from_on + make_interval(years => d.years))::date
  from dated d order by 8 desc, 1
$$;

-- Why a child's record may not go today; null where it may.
create function kept_because(child bigint) returns text language sql stable set search_path = public, pg_temp as $$
  select case
    when exists (select from cases where child_id = child and open) then 'open-case'
    when exists (select from retention_holds h where h.child_id = child and not exists (select from retention_hold_ends e where e.hold_id = h.id)) then 'held'
    when coalesce((select max(due_on) from retention_of_child(child)), 'infinity') > current_date then 'not-due' end
$$;

-- Counts the parts of a child's record, or deletes them. For the two below alone.
create function count_or_erase(child bigint, erase boolean) returns jsonb language plpgsql set search_path = public, pg_temp as $$
declare
  reach child_reach := reach_of_child(child);
  part record_parts;
  rows bigint;
  counts jsonb := '{}';
begin
  if erase then
    -- Where the child stands within a row that is about others too.
    update sweep_shares s set children = (select coalesce(jsonb_agg(one order by at), '[]') from jsonb_array_elements(s.children) with ordinality listed (one, at)
        where not exists (select from sweep_meetings m where m.id = any (reach.meetings) and m.sweep_id = s.sweep_id
          and one @> jsonb_build_object('forename', m.forename, 'surname', m.surname)))
      where s.sweep_id in (select sweep_id from sweep_meetings where id = any (reach.meetings));
    update searches s set candidates = (select coalesce(jsonb_agg(one order by at), '[]') from jsonb_array_elements(s.candidates) with ordinality listed (one, at)
        where (one ->> 'childId')::bigint is distinct from child
          and not exists (select from jsonb_array_elements(coalesce(one -> 'entries', '[]')) e where (e ->> 'entryId')::bigint = any (reach.entries)))
      where s.candidates @> jsonb_build_array(jsonb_build_object('childId', child))
        or exists (select from jsonb_array_elements(s.candidates) one, jsonb_array_elements(coalesce(one -> 'entries', '[]')) e
          where (e ->> 'entryId')::bigint = any (reach.entries));
    update list_entries set matched_child_id = null where matched_child_id = child and not id = any (reach.entries);
  end if;
  for part in select * from record_parts order by place loop
    if erase then
      execute format('delete from %I where %s', part.part, part.reached) using reach;
      get diagnostics rows = row_count;
    else
      execute format('select count(*) from %I where %s', part.part, part.reached) into rows using reach;
    end if;
    if rows > 0 then counts := counts || jsonb_build_object(part.part, rows); end if;
  end loop;
  return counts;
end $$;
revoke execute on function count_or_erase from public;

-- What would go, as numbers: whoever keeps retention sees no case, and counts them all the same.
create function erasure_preview(child bigint) returns jsonb language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from children where id = child and authority_id = any (viewer_authorities('keep-retention'))) or not viewer_may_know_of(child) then
    raise exception 'The viewer may not keep retention for this child.' using errcode = 'insufficient_privilege';
  end if;
  return count_or_erase(child, false);
end $$;
-- Why the record stays and until when, asked of all of it and not only of what the viewer sees.
create function retention_standing(child bigint) returns table (rule text, called text, counts_from text, years int, source text, reading text,
  from_on date, due_on date, kept text) language sql stable security definer set search_path = public, pg_temp as $$
  select r.*, kept_because(child) from children c, retention_of_child(c.id) r
  where c.id = child and c.authority_id = any (viewer_authorities('keep-retention')) and viewer_may_know_of(c.id)
$$;

-- Deletes the record of a child for good, in every table, and leaves the certificate. Only what was proposed by another person who may,
-- only while nothing keeps it.
create function erase_child(deletion bigint) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked deletions;
  counts jsonb;
begin
  select * into asked from deletions where id = deletion;
  if not found or not asked.authority_id = any (viewer_authorities('keep-retention')) or not viewer_may_know_of(asked.child_id) or asked.made_by = viewer_id() then
    raise exception 'A deletion is approved by another person who keeps retention.' using errcode = 'insufficient_privilege';
  end if;
  perform from children where id = asked.child_id and authority_id = asked.authority_id for update;
  if not found or exists (select from deletion_refusals where deletion_id = deletion) or kept_because(asked.child_id) is not null then
    raise exception 'Something keeps this record.' using errcode = 'restrict_violation';
  end if;
  perform set_config('keepsight.erasing', deletion::text, true);
  counts := count_or_erase(asked.child_id, true);
  perform set_config('keepsight.erasing', '', true);
  insert into deletion_certificates (deletion_id, parts, made_at, made_by) values (deletion, counts, now(), viewer_id());
  return counts;
end $$;
revoke execute on function erasure_preview, retention_standing, erase_child, words_name_child from public;
grant execute on function erasure_preview, retention_standing, erase_child, words_name_child to keepsight_app;

insert into permissions (role, act) select unnest(array['named-officer', 'data-officer']), 'keep-retention';

do $$ declare t text; begin
  foreach t in array array['retention_rules', 'retention_holds', 'retention_hold_ends', 'deletions', 'deletion_refusals', 'deletion_certificates'] loop
    execute format('alter table %I enable row level security', t);
  end loop;
end $$;
create policy seen on retention_rules for select to keepsight_app using (authority_id = any ((select viewer_authorities('keep-retention'))::int[])
  or authority_id is null and cardinality((select viewer_authorities('keep-retention'))::int[]) > 0);
create policy made on retention_rules for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('keep-retention'))::int[]));
create policy seen on retention_holds for select to keepsight_app using (
  exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('keep-retention'))::int[])));
create policy made on retention_holds for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('keep-retention'))::int[])));
create policy seen on retention_hold_ends for select to keepsight_app using (exists (select from retention_holds where retention_holds.id = hold_id));
create policy made on retention_hold_ends for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from retention_holds where retention_holds.id = hold_id));
create policy seen on deletions for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-retention'))::int[]) and viewer_may_know_of(child_id));
create policy made on deletions for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from children where children.id = child_id and children.authority_id = deletions.authority_id
    and children.authority_id = any ((select viewer_authorities('keep-retention'))::int[])));
create policy seen on deletion_refusals for select to keepsight_app using (exists (select from deletions where deletions.id = deletion_id));
create policy made on deletion_refusals for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from deletions where deletions.id = deletion_id and authority_id = any ((select viewer_authorities('keep-retention'))::int[])));
create policy seen on deletion_certificates for select to keepsight_app using (exists (select from deletions where deletions.id = deletion_id));
grant select, insert on retention_rules, retention_holds, retention_hold_ends, deletions, deletion_refusals to keepsight_app;
grant select on deletion_certificates to keepsight_app;
