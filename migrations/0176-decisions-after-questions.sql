-- A child whom an authority took up after another's question: whoever asked hears what was decided (B08, G07). The question stands with the
-- referral by its reference, which names no child and may stay when the record of the one who asked is erased.
alter table referrals add column question text, add column question_told_at timestamptz;
create index referrals_after_questions on referrals (id) where question is not null and question_told_at is null;
create or replace function referral_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_erasing() then return old; end if;
  if tg_op = 'DELETE'
     or (to_jsonb(new) - array['case_id', 'child_id', 'area_id', 'restricted', 'question_told_at'])
      <> (to_jsonb(old) - array['case_id', 'child_id', 'area_id', 'restricted', 'question_told_at'])
     or (old.case_id is not null and new.case_id is distinct from old.case_id)
     or (old.question_told_at is not null and new.question_told_at is distinct from old.question_told_at) then
    raise exception 'A referral is a fact. It is never changed or deleted.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
grant update (question_told_at) on referrals to keepsight_app;

alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check check (
  about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended', 'question-settled', 'question-decided',
    'area-register', 'area-register-again', 'reports'));
