-- Whoever had opened a single question is told that it is no longer asked (E01).
alter table emails drop constraint emails_about_check;
alter table emails add constraint emails_about_check
  check (about in ('question', 'question-again', 'answer-code', 'message', 'message-ended', 'question-ended'));
-- What those who were asked read is no longer asked of them.
create index on enquiries (withdrawn_at) where withdrawn_at is not null and answered_at is null;
