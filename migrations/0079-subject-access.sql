-- A person, or a parent for a child, asks for everything that is held (UK GDPR Article 15): what there is, copied line by line on the day
-- on which it is looked through, what of it is released, and a second person's look before it leaves (src/subject-access).
create table subject_access_requests (
  id bigint generated always as identity primary key,
  reference text not null unique,
  authority_id int not null references authorities,
  child_id bigint not null references children,
  asked_by text not null check (length(asked_by) between 1 and 200),
  -- Who they are to the child, and how it was made sure that they are.
  identity text not null check (length(identity) between 1 and 1000),
  received_on date not null,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on subject_access_requests (authority_id, received_on, id);
create index on subject_access_requests (child_id);
create index on subject_access_requests (made_by);

-- One row of the record as it stood, in words, and whom besides the child it may be about.
create table subject_access_lines (
  request_id bigint not null references subject_access_requests,
  line int not null,
  part text not null,
  words text not null,
  third_party text not null default '',
  primary key (request_id, line)
);

-- What was decided of a line; the last counts. What is hidden stands in the line and is blacked out of it.
create table subject_access_decisions (
  id bigint generated always as identity primary key,
  request_id bigint not null,
  line int not null,
  decision text not null check (decision in ('release', 'redact')),
  hidden text not null default '' check (length(hidden) <= 1000),
  reason text not null default '' check (length(reason) <= 1000),
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (request_id, line) references subject_access_lines,
  check (decision = 'release' and hidden = '' or reason <> '')
);
create index on subject_access_decisions (request_id, line, id desc);
create index on subject_access_decisions (made_by);

create table subject_access_steps (
  id bigint generated always as identity primary key,
  request_id bigint not null references subject_access_requests,
  step text not null check (step in ('extended', 'checked', 'sent-back', 'given')),
  words text not null default '' check (length(words) <= 1000),
  made_at timestamptz not null,
  made_by bigint not null references people,
  check (step not in ('extended', 'sent-back') or words <> '')
);
create index on subject_access_steps (request_id, id);
create index on subject_access_steps (made_by);

-- It is not checked by whoever decided a line of it.
create function check_is_anothers() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from subject_access_decisions where request_id = new.request_id and made_by = new.made_by) then
    raise exception 'Another person than those who looked it through checks it.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger check_is_anothers before insert on subject_access_steps for each row when (new.step = 'checked') execute function check_is_anothers();

insert into record_parts (place, part, called, reached) values
  (-13, 'subject_access_decisions', 'Decisions on what is released', 'request_id in (select id from subject_access_requests where child_id = ($1).child)'),
  (-12, 'subject_access_steps', 'Steps of a request for the record', 'request_id in (select id from subject_access_requests where child_id = ($1).child)'),
  (-11, 'subject_access_lines', 'Copies for a request for the record', 'request_id in (select id from subject_access_requests where child_id = ($1).child)'),
  (-10, 'subject_access_requests', 'Requests for the record', 'child_id = ($1).child');
insert into permissions (role, act) select unnest(array['cme-officer', 'named-officer']), 'prepare-subject-access';

-- Everything that is held of a child, row by row, whoever keeps it: the law asks for all of it. Bytes of files are left to the files.
create function record_of_child(child bigint) returns table (part text, held jsonb) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  reach child_reach;
  one record_parts;
begin
  if not exists (select from children where id = child and authority_id = any (viewer_authorities('prepare-subject-access'))) or not viewer_may_know_of(child) then
    raise exception 'The viewer may not prepare this record.' using errcode = 'insufficient_privilege';
  end if;
  reach := reach_of_child(child);
  for one in select * from record_parts where record_parts.part not like 'subject_access%' order by place desc loop
    return query execute format(
      'select %L::text, to_jsonb(t) - array[''content_hash'', ''sha256'', ''token_hash'', ''code_hash'', ''visit_hash'', ''secret'', ''source_hash'']
         - case when jsonb_typeof(to_jsonb(t) -> ''content'') = ''string'' then ''content'' else '''' end from %I t where %s', one.part, one.part, one.reached) using reach;
  end loop;
end $$;
revoke execute on function record_of_child from public;
grant execute on function record_of_child to keepsight_app;

do $$ declare t text; begin
  foreach t in array array['subject_access_requests', 'subject_access_lines', 'subject_access_decisions', 'subject_access_steps'] loop
    perform protect_facts(t::regclass);
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to keepsight_app', t);
  end loop;
end $$;
create policy seen on subject_access_requests for select to keepsight_app using (
  exists (select from children where children.id = child_id and authority_id = any ((select viewer_authorities('prepare-subject-access'))::int[])));
create policy made on subject_access_requests for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from children where children.id = child_id and children.authority_id = subject_access_requests.authority_id
    and children.authority_id = any ((select viewer_authorities('prepare-subject-access'))::int[])));
create policy seen on subject_access_lines for select to keepsight_app using (exists (select from subject_access_requests where subject_access_requests.id = request_id));
create policy made on subject_access_lines for insert to keepsight_app with check (exists (select from subject_access_requests where subject_access_requests.id = request_id));
create policy seen on subject_access_decisions for select to keepsight_app using (exists (select from subject_access_requests where subject_access_requests.id = request_id));
create policy made on subject_access_decisions for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from subject_access_requests where subject_access_requests.id = request_id));
create policy seen on subject_access_steps for select to keepsight_app using (exists (select from subject_access_requests where subject_access_requests.id = request_id));
create policy made on subject_access_steps for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from subject_access_requests where subject_access_requests.id = request_id));
