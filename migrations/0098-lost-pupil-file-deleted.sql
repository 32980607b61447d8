-- A file of the store goes when the child is found and has it (N6.1, F05; docs/decisions/0024): what came in, and all that was read out
-- of it but the name. The ledger's lines stay, and say that it went and why.
alter table lost_pupils alter column content drop not null, alter column sha256 drop not null;
alter table lost_pupil_steps drop constraint lost_pupil_steps_step_check, add constraint lost_pupil_steps_step_check
  check (step in ('taken', 'handed-over', 'withdrawn', 'waits-again', 'not-the-child', 'deleted') and (step <> 'deleted' or words <> ''));

-- Whether a file stands handed over and has arrived: outside the system whoever handed it over said how; a school here has saved it since.
create function lost_pupil_arrived(file bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select h.to_school_id is null or exists (select from lost_pupil_steps t join posts on posts.person_id = t.made_by
      where t.lost_pupil_id = file and t.step = 'taken' and t.id > h.id and posts.school_id = h.to_school_id)
    from lost_pupil_steps h where h.lost_pupil_id = file and h.step = 'handed-over' and lost_pupil_moved(file) = 'handed-over'
    order by h.id desc limit 1), false)
$$;

-- The one way by which a file goes. Whoever keeps the store asks for it; everything else is asked again here.
create function delete_lost_pupil_file(file bigint, why text, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare kept lost_pupils;
begin
  select * into kept from lost_pupils where id = file for update;
  if not found or not kept.authority_id = any (viewer_authorities('keep-lost-pupils'))
     or not (viewer_may_know_of(kept.child_id) or kept.made_by = viewer_id()) then
    raise exception 'A file is deleted by whoever keeps the store.' using errcode = 'insufficient_privilege';
  end if;
  if kept.content is null or not lost_pupil_arrived(file) then
    raise exception 'A file that waits or has not arrived is kept.' using errcode = 'restrict_violation';
  end if;
  perform set_config('keepsight.erasing', 'file ' || file, true);
  update lost_pupils set content = null, sha256 = null, middle_names = '', other_forename = '', other_surname = '', date_of_birth = null,
    sex = null, upn = null, former_upn = null, postcode = null, forename_key = '', surname_key = '', other_surname_key = '' where id = file;
  perform set_config('keepsight.erasing', '', true);
  insert into lost_pupil_steps (lost_pupil_id, step, words, made_at, made_by) values (file, 'deleted', why, at, viewer_id());
end $$;
revoke execute on function lost_pupil_arrived, delete_lost_pupil_file from public;
grant execute on function lost_pupil_arrived, delete_lost_pupil_file to keepsight_app;

-- Nothing happens to a file that is gone, and nobody but the function above says that one is.
drop policy made on lost_pupil_steps;
create policy made on lost_pupil_steps for insert to keepsight_app with check (made_by = (select viewer_id()) and step <> 'deleted'
  and exists (select from lost_pupils f where f.id = lost_pupil_id and f.content is not null
    and (step = 'taken' or f.authority_id = any ((select viewer_authorities('keep-lost-pupils'))::int[])))
  and (match_id is null or exists (select from lost_pupil_matches m where m.id = match_id and m.lost_pupil_id = lost_pupil_steps.lost_pupil_id)));
