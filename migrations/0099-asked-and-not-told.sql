-- Every five minutes the worker looks for those whom nobody has told that a child is found (src/enquiries/found.store.ts): among the
-- cases that ended so, and what they asked, however many others there are.
create index on cases (id) where not open and outcome = 'on-roll';
create index on enquiries (case_id) where withdrawn_at is null and found_told_at is null;
