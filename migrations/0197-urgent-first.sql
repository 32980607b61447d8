-- My work puts what is urgent before what is not, on every page of it, and so must find it by an index: a step was marked as urgent
-- only once it was on the page, after those that are late for longest. A copy on what is owed, as the role that owes it is one:
-- urgent is every step of a case with a referral that could not wait, and the visit that was asked for as urgent.
alter table obligations add urgent boolean not null default false;
alter table referral_obligations add urgent boolean not null default false;
alter table authority_obligations add urgent boolean not null default false;
grant update (urgent) on obligations, referral_obligations, authority_obligations to keepsight_app;

update obligations o set urgent = true
  from (select case_id from case_facts f
      where kind = 'referral-received' and (details ->> 'urgent')::boolean
        and not exists (select from case_facts later where later.case_id = f.case_id and later.replaces = f.id)
      group by case_id) as pressing
  where o.case_id = pressing.case_id;
update obligations o set urgent = true
  from case_facts f
  where f.case_id = o.case_id and f.id = o.started_by and f.kind = 'visit-requested' and (f.details ->> 'urgent')::boolean
    and not o.urgent;
update referral_obligations o set urgent = true
  from referral_facts f
  where f.referral_id = o.referral_id and f.kind = 'referral-received' and (f.details ->> 'urgent')::boolean
    and not exists (select from referral_facts later where later.replaces = f.id);

create index on obligations (authority_id, role, due_at, case_id)
  where urgent and state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
create index on obligations (area_id, role, due_at, case_id)
  where urgent and state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
create index on obligations (authority_id, late_tell, due_at, case_id)
  where urgent and state in ('waiting', 'open', 'due-soon', 'overdue');
create index on obligations (area_id, late_tell, due_at, case_id)
  where urgent and state in ('waiting', 'open', 'due-soon', 'overdue');
