-- An authority's own wording of a letter, in the place of the one that comes with the program (letters/*.md). Each change is
-- a text of its own; the last one counts. Without a body it is the shipped one again. No row names a child.
create table letter_texts (
  authority_id int not null references authorities,
  template text not null,
  revision int not null check (revision > 0),
  body text check (length(body) between 1 and 20000),
  -- The text that was brought back; 0 is the one that comes with the program.
  brought_back int,
  made_at timestamptz not null,
  made_by bigint not null references people,
  primary key (authority_id, template, revision),
  check (body is not null or brought_back = 0)
);
select protect_facts('letter_texts');

insert into permissions (role, act) values ('data-officer', 'edit-letter-text'), ('named-officer', 'edit-letter-text');

alter table letter_texts enable row level security;
create policy seen on letter_texts for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('write-letter', 'edit-letter-text'))::int[]));
create policy made on letter_texts for insert to keepsight_app with check (
  made_by = (select viewer_id()) and authority_id = any ((select viewer_authorities('edit-letter-text'))::int[]));
grant select, insert on letter_texts to keepsight_app;
