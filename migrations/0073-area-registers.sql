-- The register of each area, made by the program on the day of the month that the procedure sets, kept as it was sent; and what the area
-- says of each child on it, which stands in the case too (H02, N3.1.2, N3.1.3).
insert into permissions (role, act)
select role, 'see-area-registers' from unnest(
  '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,named-officer,safeguarding-lead,auditor}'::text[]) as role;

create table area_registers (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  -- Of no area: the cases that nobody has placed yet, which are the whole authority's.
  area_id int references areas,
  -- That the register was sent, which begins the area's days to answer.
  duty_fact_id bigint not null references authority_facts,
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique nulls not distinct (duty_fact_id, area_id)
);
create index on area_registers (authority_id, id desc);
create index on area_registers (area_id);
create index on area_registers (made_by);

create table area_register_lines (
  id bigint generated always as identity primary key,
  register_id bigint not null references area_registers,
  case_id bigint not null references cases,
  -- The child, what was known, owed and asked, in the words that were sent.
  told jsonb not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (register_id, case_id)
);
create index on area_register_lines (case_id);
create index on area_register_lines (made_by);

create table area_register_news (
  id bigint generated always as identity primary key,
  line_id bigint not null references area_register_lines,
  case_id bigint not null,
  -- The note in the case in which it stands.
  fact_id bigint not null,
  -- Empty where the area knows nothing new.
  words text not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, fact_id) references case_facts (case_id, id)
);
create index on area_register_news (line_id, id);
create index on area_register_news (case_id, fact_id);
create index on area_register_news (made_by);

-- Who was told that the register is there, and reminded of it.
create table area_register_letters (
  id bigint generated always as identity primary key,
  register_id bigint not null references area_registers,
  kind text not null check (kind in ('ready', 'due-soon', 'late')),
  sent_to int not null,
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (register_id, kind)
);
create index on area_register_letters (made_by);

do $$ declare t text; begin
  foreach t in array array['area_registers', 'area_register_lines', 'area_register_news', 'area_register_letters'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;

-- The program alone makes registers and writes to the areas.
create function viewer_is_the_program() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select viewer_id() = (select id from people where issuer = 'keepsight' and subject = 'keepsight')
$$;
create policy seen on area_registers for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('see-area-registers'))::int[]) or area_id = any ((select viewer_areas('see-area-registers'))::int[]));
create policy made on area_registers for insert to keepsight_app with check (made_by = (select viewer_id()) and (select viewer_is_the_program()));
-- A line is seen with its case, so a child who is restricted later, or moves out of the area, is not read of in old months either.
create policy seen on area_register_lines for select to keepsight_app using (
  exists (select from area_registers where area_registers.id = register_id) and exists (select from cases where cases.id = case_id));
create policy made on area_register_lines for insert to keepsight_app with check (made_by = (select viewer_id()) and (select viewer_is_the_program()));
create policy seen on area_register_news for select to keepsight_app using (
  exists (select from area_register_lines where area_register_lines.id = line_id));
create policy made on area_register_news for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from area_register_lines l where l.id = line_id and l.case_id = area_register_news.case_id)
  and exists (select from cases where cases.id = case_id and (
    authority_id = any ((select viewer_authorities('add-note'))::int[]) or area_id = any ((select viewer_areas('add-note'))::int[]))));
create policy seen on area_register_letters for select to keepsight_app using (
  exists (select from area_registers where area_registers.id = register_id));
create policy made on area_register_letters for insert to keepsight_app with check (made_by = (select viewer_id()) and (select viewer_is_the_program()));

alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check check (
  about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended', 'area-register', 'area-register-again'));
