-- A browser that goes back loads a form with a new key and keeps what was typed: the same words from the same page, sent again within the
-- hour, are known by a digest of them under a secret of the session, and by the last fact that they left. That fact goes with its record,
-- and its number may stay.
alter table sent_forms add column digest text;
alter table sent_forms add column case_fact_id bigint;
create index sent_forms_by_fact on sent_forms (case_fact_id) where case_fact_id is not null;
create index sent_forms_of_person on sent_forms (person_id, sent_at);
grant update (case_fact_id) on sent_forms to keepsight_app;

-- Why a case was opened may be learnt better later: the opening is put right, and its copy follows.
grant update (reason) on cases to keepsight_app;
