-- The pages with which the week of those who answer for others begins, and the safeguarding lead's day.
insert into permissions (role, act)
select role, act from (values
  ('see-overview', '{area-manager,hub-lead,area-lead,named-officer}'::text[]),
  ('see-held-and-urgent', '{safeguarding-lead,named-officer}')
) as wanted (act, roles), unnest(wanted.roles) as role;

-- Who has been missing longest, what was closed when, and what is held: each one walk of an index.
create index on cases (authority_id, missing_since) where open;
create index on cases (authority_id, closed_at) where not open;
create index on obligations (authority_id, case_id) where state = 'suspended';
create index on child_flags (flag, child_id) where raised;
