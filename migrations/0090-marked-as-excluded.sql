-- The few weeks in which a school marks a pupil as excluded, for those of whom no notice has come.
create index attendance_weeks_excluded on attendance_weeks (week, school_id) where marks like '%E%';
