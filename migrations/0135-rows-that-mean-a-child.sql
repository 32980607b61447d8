-- At England's size a search for one name read the numbers of all 2.7 million rows that mean no child, to see which of a few dozen
-- rows of that name are among them: 600 milliseconds. Rows that mean no child are found by their name or birthday
-- (0118); by the child only those that mean one.
create index list_entries_of_child on list_entries (child_id) where child_id is not null;
drop index list_entries_child_id_idx;
