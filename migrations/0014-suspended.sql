-- A duty can be suspended: while it is, nobody is told to do it, and My work lists it among what is held
-- (src/procedures, `suspends`). The indexes of My work (0009) hold such duties too, so that it stays one walk of an index.
alter table obligations drop constraint obligations_state_check, add constraint obligations_state_check
  check (state in ('waiting', 'open', 'due-soon', 'suspended', 'met', 'met-late', 'overdue', 'no-longer-needed'));

drop index obligations_authority_id_role_due_at_case_id_idx;
drop index obligations_authority_id_due_at_case_id_idx;
drop index obligations_area_id_role_due_at_case_id_idx;
drop index obligations_area_id_due_at_case_id_idx;
create index on obligations (authority_id, role, due_at, case_id)
  where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
create index on obligations (authority_id, due_at, case_id)
  where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
create index on obligations (area_id, role, due_at, case_id)
  where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
create index on obligations (area_id, due_at, case_id)
  where state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended');
