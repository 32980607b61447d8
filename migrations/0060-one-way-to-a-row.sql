-- Nothing reads a list by this index, and while the tables are new to the planner it was chosen to find one row by its key:
-- a first file was then read in a time that grew with the square of its rows.
drop index list_entries_authority_id_list_id_idx;
