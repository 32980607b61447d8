-- A form that was typed in before its person signed in again carries the token of their session before: that is looked for
-- among the person's own sessions of the last days, ended ones too.
create index sessions_of_person on sessions (person_id, started_at);
