-- The questions that an authority has answered, the latest first: found among all questions of a system before.
create index on enquiries (to_authority_id, answered_at) where answered_at is not null;
