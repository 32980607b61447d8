-- E-mail that leaves the house: a link or a code in neutral words, never a word about a child (design, section 6).

create table emails (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  to_address text not null,
  -- Which of the neutral letters in src/post/email.ts it is, and the reference it is about.
  about text not null check (about in ('question', 'question-again', 'answer-code', 'message', 'message-ended')),
  reference text not null,
  subject text not null,
  -- With {secret} where the link or the code stands.
  body text not null,
  -- The link or the code, until it has gone: whoever reads this table later can open nothing with it.
  secret text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'not-sent')),
  tries int not null default 0,
  -- Why the last try failed, or why nothing left the house.
  reason text,
  settled_at timestamptz,
  made_at timestamptz not null,
  made_by bigint not null references people
);
create index on emails (authority_id, id);
create index on emails (reference, id);
alter table emails enable row level security;
-- Those who ask may see whether it went; the link itself they may not.
create policy seen on emails for select to keepsight_app using (
  authority_id = any ((select viewer_speaks_for('see-outbox', 'send-enquiry'))::int[]));
create policy posted on emails for insert to keepsight_app with check (
  made_by = (select viewer_id()) and state = 'queued' and authority_id = any ((select viewer_speaks_for('send-enquiry', 'answer-enquiry'))::int[]));
grant insert on emails to keepsight_app;
grant select (id, authority_id, to_address, about, reference, subject, body, state, tries, reason, settled_at, made_at, made_by) on emails to keepsight_app;

-- The links and codes that were not sent, for the outbox of a demonstration.
create function email_secrets(of_emails bigint[]) returns table (id bigint, secret text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.secret from emails e where e.id = any (of_emails) and e.secret is not null
    and e.authority_id = any (viewer_speaks_for('see-outbox'))
$$;
revoke execute on function email_secrets from public;
grant execute on function email_secrets to keepsight_app;

insert into permissions (role, act) values ('data-officer', 'see-outbox');
