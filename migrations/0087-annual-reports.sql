-- What people write in the annual report to management and the safeguarding board (H04): each wording stays, the last one of a part
-- counts. No row names a child.
insert into permissions (role, act) values ('named-officer', 'edit-annual-report');

create table annual_report_texts (
  authority_id int not null references authorities,
  -- By the year in which it begins: school-2025, calendar-2026.
  year text not null check (year ~ '^(school|calendar)-[0-9]{4}$'),
  -- Counted through all parts, so that nobody writes over what they have not read.
  revision int not null check (revision > 0),
  part text not null check (part in ('introduction', 'what-we-did', 'what-we-ask')),
  body text not null check (length(body) <= 20000),
  made_at timestamptz not null,
  made_by bigint not null references people,
  primary key (authority_id, year, revision)
);
create index on annual_report_texts (made_by);
select protect_facts('annual_report_texts');
alter table annual_report_texts enable row level security;
create policy seen on annual_report_texts for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-overview', 'edit-annual-report'))::int[]));
create policy made on annual_report_texts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('edit-annual-report'))::int[]));
grant select, insert on annual_report_texts to keepsight_app;

-- The report counts what was decided in a year.
create index on safeguarding_decisions (made_at);
