-- What presses, by e-mail (src/reminders): at once to those who act on what cannot wait, and in the morning how much is late or due.
-- Whether a person wants the letter of the morning: the last row counts, and without one they do.
create table reminder_choices (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  wanted boolean not null,
  made_at timestamptz not null
);
create index on reminder_choices (person_id, id);
select protect_facts('reminder_choices');
alter table reminder_choices enable row level security;
create policy seen on reminder_choices for select to keepsight_app
  using (person_id = (select viewer_id()) or (select viewer_is_the_program()));
create policy made on reminder_choices for insert to keepsight_app with check (person_id = (select viewer_id()));
grant select on reminder_choices to keepsight_app;
grant insert (person_id, wanted, made_at) on reminder_choices to keepsight_app;

alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check check (
  about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended', 'question-settled', 'question-decided',
    'area-register', 'area-register-again', 'reports', 'urgent', 'day'));
