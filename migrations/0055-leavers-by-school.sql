-- Who left a school's roll in a stretch of time: patterns and leavers without destination are counted by it (H08, H09).
create index on provisions (school_id, until_on) where until_on is not null;
