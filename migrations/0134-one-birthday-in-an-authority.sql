-- A search by birth date and forename read every row of that birthday, of all authorities, to find the one of that name: now the
-- index says which rows those are. What was found by birth date and surname is found by it as well.
create index on list_entries (date_of_birth, authority_id, surname_key, forename_key);
drop index list_entries_date_of_birth_surname_key_authority_id_idx;
