-- Who is told when something becomes late, by the rule's own word (`late: tell` in procedures/). A copy on what is owed, as the
-- role that owes it is one: lateness comes by time alone, so it is read off due_at, and no fact or job has to say it. Empty
-- where nobody is told; null on what was worked out before this was kept, until the worker has worked its case out anew.
alter table obligations add late_tell text;
alter table authority_obligations add late_tell text;

create index on obligations (authority_id, late_tell, due_at, case_id) where state in ('waiting', 'open', 'due-soon', 'overdue');
create index on obligations (area_id, late_tell, due_at, case_id) where state in ('waiting', 'open', 'due-soon', 'overdue');
create index on obligations (case_id) where late_tell is null;

grant update (late_tell) on obligations to keepsight_app;
grant update (late_tell) on authority_obligations to keepsight_app;
