-- Rows of lists that mean no child yet are a few in a hundred, and were found among all of a system's rows: with England's 19 million a search
-- by name and birthday read the numbers of all 2.7 million that mean nobody, at 0.15 s each time.
create index list_entries_unlinked_birth on list_entries (date_of_birth) where child_id is null;
create index list_entries_unlinked_name on list_entries (surname_key, forename_key) where child_id is null;

-- A destination is text and a school's number has seven characters: compared as texts, every school was read for each time on a roll.
create index schools_laestab_as_text on schools ((laestab::text));
