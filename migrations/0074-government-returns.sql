-- The termly return of numbers to the Department for Education, as it was signed off (domain notes, section 6.2). No row names a child.
insert into permissions (role, act)
select role, 'make-government-return' from unnest('{data-officer,cme-officer,named-officer}'::text[]) as role;

create table government_returns (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  census_on date not null,
  lines jsonb not null,
  -- The file as it was sent, and its SHA-256.
  file text not null,
  sha256 text not null,
  note text not null default '' check (length(note) <= 2000),
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on government_returns (authority_id, census_on desc, id desc);
create index on government_returns (made_by);
select protect_facts('government_returns');
alter table government_returns enable row level security;
create policy seen on government_returns for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('make-government-return'))::int[]));
create policy made on government_returns for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('make-government-return'))::int[]));
grant select, insert on government_returns to keepsight_app;
