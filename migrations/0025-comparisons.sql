-- Lists that are compared so that no child is lost (src/comparisons): what each comparison finds, what people did about it,
-- and how the children of a county are educated, in numbers.

-- The one place where it is decided whom a row of a list means. A child on record is their own number. Rows that mean nobody
-- on record stand together when they say the same name and birthday, under a number below zero; so stands a row alone that
-- does not say both. A row that has no child, but says exactly what rows of just one child say, means that child.
create view children_meant with (security_invoker = true) as
select e.id as entry_id, e.authority_id, coalesce(e.child_id, same.child_id) as child_id,
  coalesce(e.child_id, same.child_id,
    case when e.surname_key <> '' and e.forename_key <> '' and e.date_of_birth is not null
      then -1 - (hashtextextended(e.surname_key || '/' || e.forename_key || '/' || e.date_of_birth::text, 0) & 4611686018427387903)
      else -1 - (hashtextextended('row ' || e.id, 0) & 4611686018427387903) end) as subject
from list_entries e
left join (
  select authority_id, surname_key, forename_key, date_of_birth, min(child_id) as child_id
  from list_entries where child_id is not null and surname_key <> '' and forename_key <> ''
  group by authority_id, surname_key, forename_key, date_of_birth having min(child_id) = max(child_id)) same
  on e.child_id is null and same.authority_id = e.authority_id and same.surname_key = e.surname_key
    and same.forename_key = e.forename_key and same.date_of_birth = e.date_of_birth;

-- A copy, worked out as sets from the lists (npx keepsight compare). Working it out again changes nothing.
create table comparison_findings (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  comparison text not null,
  -- Whom it is about, by children_meant; the row that says so, and the case where it is about one.
  subject bigint not null,
  child_id bigint references children,
  entry_id bigint references list_entries,
  case_id bigint references cases,
  area_id int references areas,
  -- The school that can be asked.
  school_id int references schools,
  forename text not null,
  surname text not null,
  date_of_birth date,
  -- 1 is looked at first.
  rank smallint not null,
  since date not null,
  evidence jsonb not null,
  -- Of every row that the finding stands on. What was settled stays settled while it is the same.
  source_hash bytea not null,
  source_since timestamptz not null,
  first_listed_at timestamptz not null,
  last_listed_at timestamptz not null,
  -- False once the lists say otherwise.
  listed boolean not null default true,
  -- A copy: what was done about it, see comparison_standing.
  standing text not null default 'open' check (standing in ('open', 'settled', 'asked', 'case')),
  unique (authority_id, comparison, subject)
);
create index on comparison_findings (authority_id, comparison, standing, rank, since, id) where listed;
create index on comparison_findings (area_id, comparison, standing, rank, since, id) where listed;
create index on comparison_findings (school_id, comparison, standing, rank, since, id) where listed;
create index on comparison_findings (authority_id, comparison, first_listed_at) where listed and standing = 'open';
create index on comparison_findings (child_id);
create index on comparison_findings (case_id);

-- A question can be asked of a school before there is a case.
alter table enquiries add column finding_id bigint references comparison_findings;
create index on enquiries (finding_id) where finding_id is not null;

-- What people did about a finding. Facts: the latest holds while the sources are what they were.
create table comparison_settlements (
  id bigint generated always as identity primary key,
  finding_id bigint not null references comparison_findings,
  how text not null check (how in ('fine', 'asked', 'referred')),
  why text not null default '' check (length(why) <= 1000),
  source_hash bytea not null,
  enquiry_id bigint references enquiries,
  referral_id bigint references referrals,
  made_at timestamptz not null,
  made_by bigint not null references people,
  constraint it_is_fine_for_a_reason check ((how = 'fine') = (why <> '')),
  constraint a_question_has_its_enquiry check ((how = 'asked') = (enquiry_id is not null)),
  constraint a_referral_has_its_reference check ((how = 'referred') = (referral_id is not null))
);
create index on comparison_settlements (finding_id, id);
create index on comparison_settlements (referral_id) where referral_id is not null;
select protect_facts('comparison_settlements');

-- How a finding stands: a case is open, or its referral waits; a school was asked and has not answered; somebody said why it
-- is fine, or a case about it was closed, and no source has changed since. An answer puts it back among what is open.
create function comparison_standing(finding comparison_findings) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when finding.case_id is null and exists (select from cases where child_id = finding.child_id and open and authority_id = finding.authority_id) then 'case'
    when last.how = 'referred' and exists (
      select from referrals r left join cases on cases.id = r.case_id where r.id = last.referral_id
        and (cases.open or r.case_id is null and not exists (select from searches where searches.referral_id = r.id and decision is not null))) then 'case'
    when last.source_hash = finding.source_hash and last.how = 'asked' and exists (
      select from enquiries where enquiries.id = last.enquiry_id and answered_at is null) then 'asked'
    when last.source_hash = finding.source_hash and last.how in ('fine', 'referred') then 'settled'
    when finding.case_id is null and exists (select from cases where child_id = finding.child_id and not open
      and authority_id = finding.authority_id and closed_at >= finding.source_since) then 'settled'
    else 'open' end
  from (select) nothing
  left join lateral (
    select how, source_hash, enquiry_id, referral_id from comparison_settlements
    where finding_id = finding.id order by id desc limit 1) last on true
$$;

create function stand_findings_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'comparison_settlements' then
    update comparison_findings f set standing = comparison_standing(f) where f.id = new.finding_id;
  elsif tg_table_name = 'enquiries' then
    update comparison_findings f set standing = comparison_standing(f) where f.id = new.finding_id;
  elsif tg_table_name = 'cases' then
    update comparison_findings f set standing = comparison_standing(f) where f.child_id = new.child_id
      or f.id in (select s.finding_id from comparison_settlements s join referrals r on r.id = s.referral_id where r.case_id = new.id);
  else
    update comparison_findings f set standing = comparison_standing(f)
    where f.id in (select finding_id from comparison_settlements where referral_id = new.referral_id);
  end if;
  return null;
end $$;
create trigger stand_findings_again after insert on comparison_settlements for each row execute function stand_findings_again();
create trigger stand_findings_again after update of answered_at on enquiries for each row when (new.finding_id is not null) execute function stand_findings_again();
create trigger stand_findings_again after insert or update of open on cases for each row execute function stand_findings_again();
create trigger stand_findings_again after insert on searches for each row when (new.referral_id is not null) execute function stand_findings_again();

-- Numbers alone, a row a day: how long each list is, and how the children of compulsory age are educated.
create table comparison_totals (
  authority_id int not null references authorities,
  comparison text not null,
  on_day date not null,
  listed int not null,
  open int not null,
  primary key (authority_id, comparison, on_day)
);
create table county_states (
  authority_id int not null references authorities,
  on_day date not null,
  state text not null,
  children int not null,
  -- Of them, those with an open case.
  with_case int not null,
  primary key (authority_id, on_day, state)
);

insert into permissions (role, act)
select role, act from (values
  ('see-comparisons', '{cme-officer,named-officer,admissions-officer,ehe-officer,exclusions-officer,safeguarding-lead,auditor,area-manager,hub-lead,area-lead}'::text[]),
  ('settle-comparison', '{cme-officer,named-officer,area-manager,hub-lead,area-lead}')
) as wanted (act, roles), unnest(wanted.roles) as role;

alter table comparison_findings enable row level security;
create policy seen on comparison_findings for select to keepsight_app using (
  (authority_id = any ((select viewer_authorities('see-comparisons'))::int[]) or area_id = any ((select viewer_areas('see-comparisons'))::int[]))
  and (child_id is null or exists (select from children where children.id = child_id)));

alter table comparison_settlements enable row level security;
create policy seen on comparison_settlements for select to keepsight_app using (
  exists (select from comparison_findings where comparison_findings.id = finding_id));
create policy made on comparison_settlements for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and (enquiry_id is null or exists (select from enquiries where enquiries.id = enquiry_id and enquiries.finding_id = comparison_settlements.finding_id))
  and (referral_id is null or exists (select from referrals where referrals.id = referral_id))
  and exists (select from comparison_findings f where f.id = finding_id
    and (f.authority_id = any ((select viewer_authorities('settle-comparison'))::int[]) or f.area_id = any ((select viewer_areas('settle-comparison'))::int[]))));

-- Whoever may not know of the finding may not know of the question either, also when the child was restricted later.
drop policy seen on enquiries;
create policy seen on enquiries for select to keepsight_app using (
  exists (select from cases where cases.id = case_id)
  or case_id is null and authority_id = any ((select viewer_authorities('see-case'))::int[])
    and (finding_id is null or exists (select from comparison_findings where comparison_findings.id = finding_id))
  or to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
  or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
  or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[]));

-- Of a restricted child no school is asked without a case, whose own rules say who may know of the question.
create policy asked_for_a_finding on enquiries for insert to keepsight_app with check (
  made_by = (select viewer_id()) and case_id is null and parent_id is null
  and exists (select from schools where schools.id = to_school_id and schools.authority_id = enquiries.authority_id)
  and exists (select from comparison_findings f where f.id = finding_id and f.authority_id = enquiries.authority_id
    and (f.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or f.area_id = any ((select viewer_areas('send-enquiry'))::int[]))
    and not exists (select from children where children.id = f.child_id and children.restricted)));

alter table comparison_totals enable row level security;
create policy seen on comparison_totals for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-comparisons'))::int[]));
alter table county_states enable row level security;
create policy seen on county_states for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-comparisons'))::int[]));

revoke execute on function comparison_standing from public;
grant select on comparison_findings, comparison_totals, county_states to keepsight_app;
grant select, insert on comparison_settlements to keepsight_app;
-- How fresh each list is.
create index on imports (list, finished_at desc) where state = 'done' and finished_at is not null;
