-- Until when something may not be done yet (not-before in a procedure): time alone opens it.

alter table obligations add column not_until timestamptz;
create index on obligations (not_until) where state = 'waiting' and not_until is not null;
alter table authority_obligations add column not_until timestamptz;
grant update (not_until) on obligations to keepsight_app;
grant update (not_until) on authority_obligations to keepsight_app;
