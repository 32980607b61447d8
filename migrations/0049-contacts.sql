-- Whom to ask for at an agency, another council or a school: "the CME officer, Jo Ferris" (G06, N App.7, O1.3).
alter table directory_contacts add column ask_for text;
create or replace view directory with (security_invoker = true) as
  select distinct on (authority_id, agency_id, other_authority_id, school_id) * from directory_contacts
  order by authority_id, agency_id, other_authority_id, school_id, id desc;

-- Who holds which role in an authority, for its own list of people.
create index on posts (authority_id, role);
insert into permissions (role, act) select role, 'see-people' from roles where scope in ('authority', 'area', 'school')
  and role not in ('list-sender', 'school-list-sender');
