-- What goes to another authority's system and what comes from it: a file of a lost pupil, an answer, or that a file is withdrawn. Each is
-- sealed to the other side's key; here it is opened by the worker alone, and nothing of a child is read out of it before a person has taken it in.
create table exchange_parcels (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  partner_id bigint not null references exchange_partners,
  way text not null check (way in ('out', 'in')),
  -- Drawn by the sender; by it both sides know what came twice as one.
  number uuid not null,
  kind text not null check (kind in ('file', 'answer', 'withdrawal')),
  -- The number of the file that an answer or a withdrawal is about.
  about uuid,
  -- What an answer says.
  word text,
  -- Why, as whoever declined wrote it.
  words text not null default '',
  lost_pupil_id bigint references lost_pupils,
  -- The other side's own reference of the file.
  their_reference text not null default '',
  -- What came, as it came, until it was decided on; and the key that opens it. What goes is sealed anew at each try.
  sealed text,
  open_key_id text,
  -- What goes by hand, sealed and signed.
  carried text,
  state text not null,
  tries int not null default 0,
  -- When the program looks at it next; null where nothing is to be done.
  due_at timestamptz,
  -- What the other side said last, or why it could not be reached.
  said text,
  -- Who took it in, and so as whom it is put into the store.
  decided_by bigint references people,
  made_at timestamptz not null,
  made_by bigint not null references people,
  unique (authority_id, way, number),
  check (kind = 'file' or way = 'in' or about is not null),
  check (state in ('to-send', 'sent', 'to-carry', 'carried', 'received', 'unreadable', 'declined', 'taken-in', 'handed-over', 'withdrawn', 'withheld',
    'not-delivered', 'arrived', 'waiting', 'accepted', 'done'))
);
create index on exchange_parcels (authority_id, way, kind, id desc);
create index on exchange_parcels (authority_id) where state = 'waiting';
create index on exchange_parcels (partner_id);
create index on exchange_parcels (about) where about is not null;
create index on exchange_parcels (lost_pupil_id) where lost_pupil_id is not null;
create index on exchange_parcels (lost_pupil_id) where way = 'in' and state = 'taken-in';
create index on exchange_parcels (due_at) where due_at is not null;
create index on exchange_parcels (open_key_id) where sealed is not null and way = 'in';
create index on exchange_parcels (decided_by) where decided_by is not null;
create index on exchange_parcels (made_by);

-- The ledger: each step of each parcel.
create table exchange_steps (
  id bigint generated always as identity primary key,
  parcel_id bigint not null references exchange_parcels,
  step text not null,
  words text not null default '',
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on exchange_steps (parcel_id, id desc);
create index on exchange_steps (made_by);
select protect_facts('exchange_steps');

-- Whether a lost pupil's file may leave for another system: never of a restricted child, nor while nobody may approach the family, nor of a
-- child with an address that is hidden, which a file made elsewhere may hold.
create function lost_pupil_may_leave(file bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from lost_pupils f left join children c on c.id = f.child_id where f.id = file and f.content is not null
    and coalesce(lost_pupil_moved(f.id), 'waits-again') = 'waits-again' and not coalesce(c.restricted, false)
    and not exists (select from child_addresses a where a.child_id = c.id and a.hidden
      and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id))
    and not exists (select from child_flags g where g.child_id = c.id and g.flag in ('forced-marriage', 'honour-based-abuse') and g.raised
      and not exists (select from child_flags later where later.child_id = g.child_id and later.replaces = g.id)))
$$;
revoke execute on function lost_pupil_may_leave from public;
grant execute on function lost_pupil_may_leave to keepsight_app;

alter table exchange_parcels enable row level security;
alter table exchange_steps enable row level security;
-- Of a parcel that is about a child of our own store, only whoever may see that file.
create policy seen on exchange_parcels for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
  and (lost_pupil_id is null or exists (select from lost_pupils where lost_pupils.id = lost_pupil_id)));
create policy made on exchange_parcels for insert to keepsight_app with check (made_by = (select viewer_id())
  and authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])
  and exists (select from exchange_partners p where p.id = partner_id and p.authority_id = exchange_parcels.authority_id
    and p.confirmed_at is not null and p.ended_at is null and (kind <> 'file' or (way = 'out' and p.sends) or (way = 'in' and p.takes)))
  and (way = 'in' and lost_pupil_id is null or kind <> 'file' or lost_pupil_may_leave(lost_pupil_id)));
create policy seen on exchange_steps for select to keepsight_app using (
  exists (select from exchange_parcels where exchange_parcels.id = parcel_id));
create policy made on exchange_steps for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from exchange_parcels where exchange_parcels.id = parcel_id));
grant select (id, authority_id, partner_id, way, number, kind, about, word, words, lost_pupil_id, their_reference, carried, state, tries, due_at,
  said, decided_by, made_at, made_by), insert on exchange_parcels to keepsight_app;
grant select, insert on exchange_steps to keepsight_app;

-- Whether it was this that moved a parcel on, which stood so, by a person's decision: the worker's own steps are the owner's. What it held
-- goes where it is not wanted any more.
create function move_exchange_parcel(of_parcel bigint, stood text, moves_to text, due timestamptz, empties boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if moves_to not in ('withdrawn', 'accepted', 'declined', 'carried') then
    raise exception 'Nobody decides that.' using errcode = 'insufficient_privilege';
  end if;
  update exchange_parcels x set state = moves_to, due_at = due,
    decided_by = case when moves_to in ('accepted', 'declined') then viewer_id() else decided_by end,
    sealed = case when not empties then sealed end, carried = case when not empties then carried end
  where id = of_parcel and state = stood and authority_id = any (viewer_authorities('keep-lost-pupils'))
    and (lost_pupil_id is null or exists (select from lost_pupils f where f.id = x.lost_pupil_id
      and (viewer_may_know_of(f.child_id) or f.made_by = viewer_id())));
  return found;
end $$;
revoke execute on function move_exchange_parcel from public;
grant execute on function move_exchange_parcel to keepsight_app;

-- Whether it was this that ended a pair of keys: another is in use, and nothing waits that only these can open. Their secrets go.
create function end_exchange_keys(of_keys bigint, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update exchange_keys k set ended_at = at, ended_by = viewer_id(), sign_secret = null, open_secret = null where k.id = of_keys and k.ended_at is null
    and k.authority_id = any (viewer_authorities('keep-partners'))
    and exists (select from exchange_keys other where other.authority_id = k.authority_id and other.id <> k.id and other.used_from is not null
      and other.ended_at is null)
    and not exists (select from exchange_parcels p where p.way = 'in' and p.sealed is not null and p.open_key_id = k.open_key_id);
  return found;
end $$;
revoke execute on function end_exchange_keys from public;
grant execute on function end_exchange_keys to keepsight_app;
