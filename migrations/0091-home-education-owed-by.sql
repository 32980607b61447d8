-- Who owes what is next of a home education, and who is told when it is late: copies, as the others of its row.
alter table home_educations
  add column next_role text references roles,
  add column next_late_tell text references roles;
update home_educations set next_role = 'ehe-officer', next_late_tell = 'named-officer' where next_due_at is not null;
alter table home_educations add constraint a_next_step_has_its_role check ((next_role is null) = (next_due_at is null));
create index on home_educations (next_role);
create index on home_educations (next_late_tell);
grant update (next_role, next_late_tell) on home_educations to keepsight_app;
