-- What other slices keep beside a fact is put right as the fact is: by a new row whose fact replaces the one before.

-- A visit that is put right stands on the same risk assessment: that one row of it was made by going there stays so.
alter table visits add column replaces bigint unique references visits;
alter table visits drop constraint visits_assessment_id_key;
create unique index visits_made_on_assessment on visits (assessment_id) where replaces is null;
create index on visits (assessment_id);

-- How a letter really went, or that it did not go. The letter stays as it was kept; the last word counts.
create table letter_corrections (
  id bigint generated always as identity primary key,
  letter_id bigint not null references letters,
  was text not null check (was in ('otherwise', 'not')),
  sent_by text check (sent_by in ('post', 'hand')),
  sent_on date,
  because text not null default '' check (length(because) <= 2000),
  -- What it leaves on the case in the place of what the letter left; none where the letter had left nothing yet.
  fact_id bigint,
  made_at timestamptz not null,
  made_by bigint not null references people,
  check (was = 'not' or (sent_by is not null and sent_on is not null))
);
create index on letter_corrections (letter_id, id);
create index on letter_corrections (made_by);
select protect_facts('letter_corrections');
alter table letter_corrections enable row level security;
create policy seen on letter_corrections for select to keepsight_app using (exists (select from letters where letters.id = letter_id));
create policy made on letter_corrections for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from letters join cases on cases.id = letters.case_id where letters.id = letter_id and (
    cases.authority_id = any ((select viewer_authorities('write-letter'))::int[])
    or cases.area_id = any ((select viewer_areas('write-letter'))::int[]))));
grant select, insert on letter_corrections to keepsight_app;

insert into record_parts (place, part, called, reached) values
  (-28, 'letter_corrections', 'What was put right of letters', 'letter_id in (select id from letters where case_id = any (($1).cases))');
