-- Letters about a child: exactly what was sent, to whom, how and by whom (src/letters). What the procedure needs of one is
-- also a fact of the case. Nothing is sent by e-mail: it would carry a child's details.

create table letters (
  id bigint generated always as identity primary key,
  reference text not null unique,
  case_id bigint not null references cases,
  -- Of the case, for the letters of one day; where the case lies is asked of the case.
  authority_id int not null references authorities,
  -- What it was made from: the template, and which of the authority's own texts; null where it was the one that came with the program.
  template text not null,
  text_revision int,
  about text not null check (about in ('visit', 'no-answer', 'home-education', 'order-notice', 'place', 'acknowledgement', 'outcome')),
  title text not null,
  -- To whom, and the address as it was printed. Empty where the address is hidden and the letter is handed over.
  addressee text not null check (addressee <> ''),
  address text not null,
  body text not null check (length(body) between 1 and 20000),
  -- Who signs it, as they were called that day.
  writer text not null,
  sent_by text not null check (sent_by in ('post', 'hand')),
  sent_on date not null,
  -- What it left on the case: a notice leaves its fact once it is served.
  fact_id bigint,
  made_at timestamptz not null,
  made_by bigint not null references people,
  check (sent_by = 'hand' or address <> ''),
  foreign key (case_id, fact_id) references case_facts (case_id, id)
);
create index on letters (case_id, id);
create index on letters (authority_id, sent_on, id);

-- What became of a letter: when it was served, or that it came back. The last word counts.
create table letter_services (
  id bigint generated always as identity primary key,
  letter_id bigint not null references letters,
  outcome text not null check (outcome in ('served', 'came-back')),
  happened_on date not null,
  note text not null default '' check (length(note) <= 1000),
  fact_id bigint,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on letter_services (letter_id, id);

select protect_facts(t::regclass) from unnest(array['letters', 'letter_services']) t;

insert into permissions (role, act)
  select unnest(array['area-attendance-officer', 'area-manager', 'hub-worker', 'hub-lead', 'area-lead', 'cme-officer',
    'named-officer', 'admissions-officer', 'ehe-officer', 'exclusions-officer']), 'write-letter';

alter table letters enable row level security;
create policy seen on letters for select to keepsight_app using (exists (select from cases where cases.id = case_id));
create policy made on letters for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from cases where cases.id = case_id and cases.authority_id = letters.authority_id and (
    cases.authority_id = any ((select viewer_authorities('write-letter'))::int[])
    or cases.area_id = any ((select viewer_areas('write-letter'))::int[]))));

alter table letter_services enable row level security;
create policy seen on letter_services for select to keepsight_app using (exists (select from letters where letters.id = letter_id));
create policy made on letter_services for insert to keepsight_app with check (
  made_by = (select viewer_id())
  and exists (select from letters join cases on cases.id = letters.case_id where letters.id = letter_id and (
    cases.authority_id = any ((select viewer_authorities('write-letter'))::int[])
    or cases.area_id = any ((select viewer_areas('write-letter'))::int[]))));

-- The last lock behind the pages: no letter while nobody may approach the family (E04), and none that prints an address
-- which is hidden for safety.
create function letter_may_go() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child bigint;
begin
  select child_id into child from cases where id = new.case_id;
  if viewer_id() is not null and (suspects_forced_marriage(new.case_id) or is_flagged_forced_marriage(child)) then
    raise exception 'Nobody writes to this family now.' using errcode = 'restrict_violation';
  end if;
  if exists (select from child_addresses hiding where hiding.child_id = child and hiding.hidden
      and not exists (select from child_addresses later where later.child_id = child and later.replaces = hiding.id)
      and said_in(hiding.lines, hiding.postcode, new.address || ' ' || new.body)) then
    raise exception 'A letter says an address that is hidden.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- If words say an address: its postcode, or its lines, however they are spaced and written.
create function said_in(lines text, postcode text, words text) returns boolean language sql immutable
  return (length(regexp_replace(lower(coalesce(postcode, '')), '[^a-z0-9]', '', 'g')) > 4
      and regexp_replace(lower(words), '[^a-z0-9]', '', 'g') like '%' || regexp_replace(lower(postcode), '[^a-z0-9]', '', 'g') || '%')
    or (length(regexp_replace(lower(lines), '[^[:alnum:]]', '', 'g')) > 5
      and regexp_replace(lower(words), '[^[:alnum:]]', '', 'g') like '%' || regexp_replace(lower(lines), '[^[:alnum:]]', '', 'g') || '%');
create trigger letter_may_go before insert on letters for each row execute function letter_may_go();

grant select, insert on letters, letter_services to keepsight_app;
