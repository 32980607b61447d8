-- The log's seals count by transactions. A system that is restored from a whole copy begins a server's count anew, below what is sealed;
-- what is added to the count puts new entries behind the old ones (src/whole-copy).
create table audit_shift (
  the_one boolean primary key default true check (the_one),
  added bigint not null default 0 check (added >= 0)
);
insert into audit_shift default values;
grant select on audit_shift to keepsight_app;

create function audit_moment(moment xid8) returns xid8 language sql stable set search_path = public, pg_temp as $$
  select (moment::text::numeric + added)::text::xid8 from audit_shift
$$;
create function written_now() returns xid8 language sql volatile set search_path = public, pg_temp as $$
  select audit_moment(pg_current_xact_id())
$$;
alter table audit_entries alter column written_by set default written_now();
