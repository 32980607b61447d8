-- A school attendance order from the first notice to its end: what the facts of the case do not hold, such as the school named, how each notice
-- was served, the breach and the court (C23, E08). The steps that procedures know stand in case_facts too, and fact_id says which.
create table order_steps (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  fact_id bigint,
  kind text not null check (kind in ('started', 'notice-served', 'school-notice-served', 'shown-suitable', 'order-made', 'breach', 'court', 'ended')),
  happened_on date not null,
  details jsonb not null default '{}',
  made_at timestamptz not null,
  made_by bigint not null references people,
  foreign key (case_id, fact_id) references case_facts (case_id, id)
);
create index on order_steps (case_id, happened_on, id);
create index on order_steps (case_id, fact_id) where fact_id is not null;
create index on order_steps (made_by);
select protect_facts('order_steps');
alter table order_steps enable row level security;
create policy seen on order_steps for select to keepsight_app using (exists (select from cases where cases.id = case_id));
create policy made on order_steps for insert to keepsight_app with check (made_by = (select viewer_id())
  and exists (select from cases where cases.id = case_id and (
    authority_id = any ((select viewer_authorities('do-step'))::int[]) or cases.area_id = any ((select viewer_areas('do-step'))::int[]))));
grant select, insert on order_steps to keepsight_app;
