-- Whoever is asked may not see the case. Since when nobody needs their answer, because that case is closed, stands with the question;
-- and since when an answer has come all the same, which may say that the closing was wrong (N3.1.2, E01).
alter table enquiries add column needless_since timestamptz, add column late_answer_at timestamptz;
create index on enquiries (authority_id, late_answer_at) where late_answer_at is not null;
create or replace function enquiry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE'
     or (to_jsonb(new) - array['answered_at', 'due_at', 'restricted', 'withdrawn_at', 'found_told_at', 'needless_since', 'late_answer_at'])
      <> (to_jsonb(old) - array['answered_at', 'due_at', 'restricted', 'withdrawn_at', 'found_told_at', 'needless_since', 'late_answer_at']) then
    raise exception 'An enquiry is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  -- Whoever is asked answers; they do not give themselves more time, or take the question back, or say that the child is found.
  if (new.due_at is distinct from old.due_at or new.withdrawn_at is distinct from old.withdrawn_at
      or new.found_told_at is distinct from old.found_told_at)
     and viewer_id() is not null and not exists (
       -- A question that was passed on has the case of the one it came from.
       select from cases where id = coalesce(old.case_id, (select case_id from enquiries asked where asked.id = old.parent_id))) then
    raise exception 'Only those who asked say until when, and that it is no longer asked.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
grant update (late_answer_at) on enquiries to keepsight_app;

create function questions_follow_case() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update enquiries set needless_since = case when new.open then null else coalesce(new.closed_at, now()) end,
    -- Who opens a case again has weighed what came since.
    late_answer_at = case when new.open then null else late_answer_at end
  where case_id = new.id or parent_id in (select id from enquiries asked where asked.case_id = new.id);
  return null;
end $$;
create trigger questions_follow_case after update of open on cases for each row when (old.open <> new.open)
  execute function questions_follow_case();

update enquiries set needless_since = c.closed_at from cases c
  where not c.open and c.id = coalesce(enquiries.case_id, (select case_id from enquiries asked where asked.id = enquiries.parent_id));
