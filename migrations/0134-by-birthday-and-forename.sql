-- A search by birth date and forename read every row of that birthday to find the one of that name: now an index says which it is.
create index on list_entries (date_of_birth, forename_key, authority_id);
