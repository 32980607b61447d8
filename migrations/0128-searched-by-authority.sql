-- A search reads the rows of the searcher's own authorities alone, told apart within the index: in a system of 150 authorities a common
-- name stands in each of them, and 149 of 150 rows were fetched to be hidden. Lost pupils are still sought in all of them at once.
create index on list_entries (surname_key, forename_key, authority_id);
drop index list_entries_surname_key_forename_key_idx;
create index on list_entries (date_of_birth, surname_key, authority_id);
drop index list_entries_date_of_birth_surname_key_idx;
-- Children by birth date are found by 0078's index, which begins with the authority.
drop index children_date_of_birth_idx;
