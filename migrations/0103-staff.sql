-- Who joins and who leaves, as a directory of staff tells it (SCIM 2.0, RFC 7643 and 7644), and which group holds which post.
insert into roles (role, title, scope) values
  ('staff-directory', 'Directory of staff', 'authority'), ('school-staff-directory', 'Directory of a school''s staff', 'school');
insert into permissions (role, act) values
  ('staff-directory', 'keep-staff'), ('school-staff-directory', 'keep-staff'),
  ('data-officer', 'keep-staff-groups'), ('named-officer', 'keep-staff-groups');

-- A directory tells of staff and reads nothing else; whoever reads children tells of no staff.
alter table api_clients add constraint staff_alone check (
  (role in ('staff-directory', 'school-staff-directory')) = ('staff' = any (scopes))
  and (not 'staff' = any (scopes) or cardinality(scopes) = 1));
create index on api_clients (secret_hash) where scopes = '{staff}';

-- Which post the members of a group hold. It counts once a second person has agreed: nobody gives themselves a post.
create table group_posts (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  -- The group's name or id, or the value of a claim at sign-in; case does not matter.
  group_name text not null check (group_name = btrim(group_name) and group_name <> ''),
  role text not null references roles,
  area_id int references areas,
  school_id int references schools,
  agency_id int references agencies,
  -- The post is at the organisation that the sign-in provider names (DfE Sign-in), not at a place written here.
  of_organisation boolean not null default false,
  asked_at timestamptz not null,
  asked_by bigint not null references people,
  agreed_at timestamptz,
  agreed_by bigint references people,
  ended_at timestamptz,
  ended_by bigint references people,
  constraint two_people check (agreed_by <> asked_by)
);
create index on group_posts (lower(group_name)) where ended_at is null;
create index on group_posts (authority_id, id);
create index on group_posts (area_id);
create index on group_posts (school_id);
create index on group_posts (agency_id);
create index on group_posts (asked_by);
create index on group_posts (agreed_by);
create index on group_posts (ended_by);
alter table group_posts enable row level security;
create policy seen on group_posts for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-staff-groups'))::int[]));
create policy asked on group_posts for insert to keepsight_app with check (
  authority_id = any ((select viewer_authorities('keep-staff-groups'))::int[])
  and asked_by = viewer_id() and agreed_at is null and ended_at is null
  and role not in ('list-sender', 'school-list-sender', 'staff-directory', 'school-staff-directory')
  and (area_id is null or exists (select from areas where areas.id = area_id and areas.authority_id = group_posts.authority_id))
  and (school_id is null or exists (select from schools where schools.id = school_id and schools.authority_id = group_posts.authority_id))
  and (agency_id is null or exists (select from agencies where agencies.id = agency_id and agencies.authority_id = group_posts.authority_id)));
grant select on group_posts to keepsight_app;
grant insert (authority_id, group_name, role, area_id, school_id, agency_id, of_organisation, asked_at, asked_by) on group_posts to keepsight_app;

-- A post's last day is its day before where it ends now: what is over is over at once, not at midnight.
alter table posts add column group_post_id bigint references group_posts, add column ended_at timestamptz;
create index on posts (group_post_id);

-- A member of staff as one directory knows them: the authority's own, or a school's. Copies of what it told last.
create table staff_accounts (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  school_id int references schools,
  person_id bigint not null references people,
  user_name text not null,
  external_id text,
  given_name text not null default '',
  family_name text not null default '',
  display_name text not null default '',
  email text not null,
  active boolean not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- The directory deleted it. The person and what they did stay; told of again, it is the same account.
  removed_at timestamptz,
  version int not null default 1
);
create unique index staff_user_names on staff_accounts (authority_id, coalesce(school_id, 0), lower(user_name));
create unique index staff_persons on staff_accounts (person_id, authority_id, coalesce(school_id, 0));
create index on staff_accounts (authority_id, coalesce(school_id, 0), external_id);
create index on staff_accounts (school_id);

create table staff_groups (
  id bigint generated always as identity primary key,
  authority_id int not null references authorities,
  school_id int references schools,
  display_name text not null,
  external_id text,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1
);
create unique index staff_group_names on staff_groups (authority_id, coalesce(school_id, 0), lower(display_name));
create index on staff_groups (authority_id, coalesce(school_id, 0), external_id);
create index on staff_groups (school_id);
create index on staff_groups (lower(display_name));
create index on staff_groups (lower(external_id));

create table staff_group_members (
  group_id bigint not null references staff_groups on delete cascade,
  account_id bigint not null references staff_accounts,
  primary key (group_id, account_id)
);
create index on staff_group_members (account_id);

-- The groups and the organisation that the sign-in provider named when a person signed in last.
create table sign_in_groups (
  person_id bigint primary key references people,
  groups text[] not null,
  authority_id int references authorities,
  school_id int references schools,
  told_at timestamptz not null
);
create index on sign_in_groups using gin (groups);
create index on sign_in_groups (authority_id);
create index on sign_in_groups (school_id);
alter table sign_in_groups enable row level security;

alter table staff_accounts enable row level security;
alter table staff_groups enable row level security;
alter table staff_group_members enable row level security;
-- An authority's directory keeps its own accounts, a school's those of the school; administrators look at both.
create policy seen on staff_accounts for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-staff', 'keep-staff-groups'))::int[])
  or school_id = any ((select viewer_schools('keep-staff'))::int[]));
create policy added on staff_accounts for insert to keepsight_app with check (
  case when school_id is null then authority_id = any ((select viewer_authorities('keep-staff'))::int[])
    else school_id = any ((select viewer_schools('keep-staff'))::int[])
      and exists (select from schools where id = school_id and schools.authority_id = staff_accounts.authority_id) end);
create policy told on staff_accounts for update to keepsight_app using (
  case when school_id is null then authority_id = any ((select viewer_authorities('keep-staff'))::int[])
    else school_id = any ((select viewer_schools('keep-staff'))::int[]) end);
create policy seen on staff_groups for select to keepsight_app using (
  authority_id = any ((select viewer_authorities('keep-staff', 'keep-staff-groups'))::int[])
  or school_id = any ((select viewer_schools('keep-staff'))::int[]));
create policy added on staff_groups for insert to keepsight_app with check (
  case when school_id is null then authority_id = any ((select viewer_authorities('keep-staff'))::int[])
    else school_id = any ((select viewer_schools('keep-staff'))::int[])
      and exists (select from schools where id = school_id and schools.authority_id = staff_groups.authority_id) end);
create policy told on staff_groups for update to keepsight_app using (
  case when school_id is null then authority_id = any ((select viewer_authorities('keep-staff'))::int[])
    else school_id = any ((select viewer_schools('keep-staff'))::int[]) end);
create policy gone on staff_groups for delete to keepsight_app using (
  case when school_id is null then authority_id = any ((select viewer_authorities('keep-staff'))::int[])
    else school_id = any ((select viewer_schools('keep-staff'))::int[]) end);
create policy seen on staff_group_members for select to keepsight_app using (
  exists (select from staff_groups where staff_groups.id = group_id));
-- A group and its members are of one directory.
create policy added on staff_group_members for insert to keepsight_app with check (
  exists (select from staff_groups g join staff_accounts a on a.id = account_id where g.id = group_id
    and a.authority_id = g.authority_id and a.school_id is not distinct from g.school_id
    and case when g.school_id is null then g.authority_id = any ((select viewer_authorities('keep-staff'))::int[])
      else g.school_id = any ((select viewer_schools('keep-staff'))::int[]) end));
create policy gone on staff_group_members for delete to keepsight_app using (
  exists (select from staff_groups g where g.id = group_id
    and case when g.school_id is null then g.authority_id = any ((select viewer_authorities('keep-staff'))::int[])
      else g.school_id = any ((select viewer_schools('keep-staff'))::int[]) end));
grant select, insert on staff_accounts, staff_groups, staff_group_members to keepsight_app;
grant update (user_name, external_id, given_name, family_name, display_name, email, active, changed_at, removed_at, version) on staff_accounts to keepsight_app;
grant update (display_name, external_id, changed_at, version) on staff_groups to keepsight_app;
grant delete on staff_groups, staff_group_members to keepsight_app;
