-- The directory of whom an authority asks, and answers without an account (E01).

-- How somebody is reached, as an authority's directory has it: the last row about each counts, and the rows before it are its past.
create table directory_contacts (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  agency_id int references agencies,
  other_authority_id int references authorities,
  school_id int references schools,
  -- The area that an agency serves; none is all of the authority.
  area_id int references areas,
  email text,
  phone text,
  ended boolean not null default false,
  made_at timestamptz not null,
  made_by bigint not null references people,
  constraint of_one check (num_nonnulls(agency_id, other_authority_id, school_id) = 1)
);
create index on directory_contacts (authority_id, agency_id, other_authority_id, school_id, id);
select protect_facts('directory_contacts');
alter table directory_contacts enable row level security;
create policy seen on directory_contacts for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('keep-directory', 'send-enquiry'))::int[]));
create policy kept on directory_contacts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('keep-directory'))::int[])
  and (agency_id is null or exists (select from agencies where agencies.id = agency_id and agencies.authority_id = directory_contacts.authority_id))
  and (area_id is null or exists (select from areas where areas.id = area_id and areas.authority_id = directory_contacts.authority_id)));
grant select, insert on directory_contacts to keepsight_app;

create view directory with (security_invoker = true) as
  select distinct on (authority_id, agency_id, other_authority_id, school_id) * from directory_contacts
  order by authority_id, agency_id, other_authority_id, school_id, id desc;
grant select on directory to keepsight_app;

-- An agency is added under a name that stays: what was asked of it was asked under that name.
alter table agencies enable row level security;
create policy seen on agencies for select to keepsight_app using (true);
create policy kept on agencies for insert to keepsight_app with check (
  authority_id = any ((select viewer_authorities('keep-directory'))::int[]));
grant insert on agencies to keepsight_app;

-- By which somebody without an account answers one question. Of the link, the code and the visit only hashes are kept.
create table answer_links (
  id bigint generated always as identity primary key,
  enquiry_id bigint not null references enquiries,
  token_hash bytea not null unique,
  to_address text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- The last code that was sent, how often it was tried, and how many there have been.
  code_hash bytea,
  code_sent_at timestamptz,
  code_tries int not null default 0,
  codes_sent int not null default 0,
  -- The browser that typed the code, and until when it may read and answer.
  visit_hash bytea,
  visit_until timestamptz,
  draft jsonb
);
create index on answer_links (enquiry_id, id);
alter table answer_links enable row level security;
create policy seen on answer_links for select to keepsight_app using (
  exists (select from enquiries where enquiries.id = enquiry_id
    and (enquiries.authority_id = any ((select viewer_authorities('see-case'))::int[]) or enquiries.area_id = any ((select viewer_areas('see-case'))::int[]))));
create policy made on answer_links for insert to keepsight_app with check (
  made_by = (select viewer_id()) and exists (select from enquiries where enquiries.id = enquiry_id
    and (enquiries.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or enquiries.area_id = any ((select viewer_areas('send-enquiry'))::int[]))));
create policy kept on answer_links for update to keepsight_app using (
  exists (select from enquiries where enquiries.id = enquiry_id
    and (enquiries.authority_id = any ((select viewer_authorities('send-enquiry'))::int[]) or enquiries.area_id = any ((select viewer_areas('send-enquiry'))::int[]))));
grant select, insert on answer_links to keepsight_app;
grant update (ended_at, code_hash, code_sent_at, code_tries, codes_sent, visit_hash, visit_until, draft) on answer_links to keepsight_app;

insert into permissions (role, act) values ('data-officer', 'keep-directory'), ('cme-officer', 'keep-directory');
