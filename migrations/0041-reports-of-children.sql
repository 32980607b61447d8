-- Agencies and the council's own teams report a child whom they describe themselves (D02, D03, D05, D09); anybody may, through the
-- program itself (D08). Such a report names no record: an officer finds out who the child is.
insert into permissions (role, act)
select role, 'report-child' from unnest(array[
  'social-worker', 'police', 'health', 'housing', 'youth-offending', 'post-16', 'other-authority',
  'area-attendance-officer', 'area-manager', 'area-lead', 'hub-worker', 'hub-lead',
  'admissions-officer', 'ehe-officer', 'exclusions-officer', 'safeguarding-lead']) as role;
-- The program itself holds this post: it takes in what comes without an account (D08).
insert into permissions (role, act) values ('data-officer', 'take-in-concern');

drop policy made on referrals;
create policy made on referrals for insert to keepsight_app with check (
  made_by = (select viewer_id()) and case_id is null
  and (school_id = any ((select viewer_schools('make-referral'))::int[]) or authority_id = any ((select viewer_authorities('open-case'))::int[])
    or school_id is null and child_id is null and authority_id = any ((select viewer_speaks_for('report-child', 'take-in-concern'))::int[])
      and (agency_id is null or agency_id = any ((select viewer_agencies('report-child'))::int[])))
  and (agency_id is null or exists (select from agencies where agencies.id = agency_id and agencies.authority_id = referrals.authority_id))
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = referrals.authority_id))
  and (child_id is null or exists (select from children where children.id = child_id)));
create index on referrals (agency_id, received_at desc, id) where agency_id is not null;

-- The letter, e-mail or form from which an officer entered a report, exactly as it came.
create table referral_originals (
  id bigint generated always as identity primary key,
  referral_id bigint not null references referrals,
  -- Told from the content, never from the name: pdf, png, jpeg, tiff, text.
  kind text not null,
  called text not null,
  content bytea not null,
  sha256 bytea not null,
  -- What the virus scanner said, where one is set up.
  scanned text,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on referral_originals (referral_id);
create index on referral_originals (made_by);
select protect_facts('referral_originals');
alter table referral_originals enable row level security;
create policy seen on referral_originals for select to keepsight_app using (exists (select from referrals where referrals.id = referral_id
  and (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))));
create policy made on referral_originals for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from referrals where referrals.id = referral_id and referrals.authority_id = any ((select viewer_authorities('open-case'))::int[])));
grant select, insert on referral_originals to keepsight_app;
