-- When a case ends because the child is at a school, whoever was asked is told that the search is over (G07).
alter table enquiries add column found_told_at timestamptz;
-- What those who were asked read of it.
create index on enquiries (found_told_at) where found_told_at is not null;
create or replace function enquiry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at' - 'found_told_at')
      <> (to_jsonb(old) - 'answered_at' - 'due_at' - 'restricted' - 'withdrawn_at' - 'found_told_at') then
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
grant update (found_told_at) on enquiries to keepsight_app;
alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check check (
  about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended', 'question-settled', 'area-register', 'area-register-again'));
