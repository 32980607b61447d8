-- An address that is to be kept secret (a refuge, a mother who fled) is hidden by a fact that replaces it, and shown again by another.
-- Whoever tells the same place afterwards, such as the next roll, shows nothing: it is hidden on its way in.

create index on child_addresses (child_id) where hidden;

-- Letters and digits alone: "4 Mill Hill" and "4, MILL HILL" are one place.
create function bare_words(words text) returns text language sql immutable parallel safe
  return regexp_replace(lower(coalesce(words, '')), '[^[:alnum:]]', '', 'g');

create function is_same_place(lines text, postcode text, other_lines text, other_postcode text) returns boolean
language sql immutable parallel safe
  return coalesce(postcode = other_postcode and postcode not like 'ZZ99%', false)
    or bare_words(lines) <> '' and bare_words(lines) = bare_words(other_lines);

create function hides_place(child bigint, lines text, postcode text) returns boolean language sql stable as $$
  select exists (select from child_addresses hiding where hiding.child_id = child and hiding.hidden
    and not exists (select from child_addresses later where later.child_id = child and later.replaces = hiding.id)
    and is_same_place(hiding.lines, hiding.postcode, $2, $3))
$$;

-- If words say an address of a child that is hidden now.
create function says_hidden(child bigint, words text) returns boolean language sql stable as $$
  select exists (select from child_addresses hiding where hiding.child_id = child and hiding.hidden
    and not exists (select from child_addresses later where later.child_id = child and later.replaces = hiding.id)
    and said_in(hiding.lines, hiding.postcode, words))
$$;

-- Only what replaces a hidden address shows it again; `hides_place` would else hide that too.
create function address_stays_hidden() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Of most children no address is hidden, and lists bring very many.
  if not exists (select from child_addresses hiding where hiding.child_id = new.child_id and hiding.hidden) then
    return new;
  end if;
  if exists (select from child_addresses replaced where replaced.child_id = new.child_id and replaced.id = new.replaces and replaced.hidden) then
    return new;
  end if;
  new.hidden := hides_place(new.child_id, new.lines, new.postcode);
  return new;
end $$;
create trigger address_stays_hidden before insert on child_addresses for each row
  when (not new.hidden) execute function address_stays_hidden();

-- The postcode by which a child is found and listed is a copy of an address: of a hidden one there is none.
create function postcode_is_not_hidden() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from child_addresses hiding where hiding.child_id = new.id and hiding.hidden) and hides_place(new.id, '', new.postcode) then new.postcode := null; end if;
  return new;
end $$;
create trigger postcode_is_not_hidden before update of postcode on children for each row
  when (new.postcode is not null) execute function postcode_is_not_hidden();

create function hide_postcode() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update children set postcode = null where id = new.child_id and postcode = new.postcode;
  return null;
end $$;
create trigger hide_postcode after insert on child_addresses for each row
  when (new.hidden and new.postcode is not null) execute function hide_postcode();
