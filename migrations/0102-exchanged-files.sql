-- A file of the store may come from another authority's system; and its ledger says what was exchanged about it (0100, 0101).
alter table lost_pupils drop constraint lost_pupils_came_check, add constraint lost_pupils_came_check
  check (came in ('left', 'rejected', 's2s', 'exchange'));
alter table lost_pupil_steps drop constraint lost_pupil_steps_step_check, add constraint lost_pupil_steps_step_check
  check (step in ('taken', 'handed-over', 'withdrawn', 'waits-again', 'not-the-child', 'deleted', 'exchanged')
    and (step not in ('deleted', 'exchanged') or words <> ''));

insert into record_parts (place, part, called, reached) values
  (-27, 'exchange_steps', 'Steps of an exchange with another authority', 'parcel_id in (select id from exchange_parcels where lost_pupil_id = any (($1).files))'),
  (-26, 'exchange_parcels', 'Exchanges with another authority''s system', 'lost_pupil_id = any (($1).files)');
