-- The police type a reference now with capitals, now without, now with a space: a return under it belongs to the report all the same.
create index list_entries_police_reference on list_entries (authority_id, upper(regexp_replace(row_key, '\s', '', 'g')))
  where list = 'police-missing';
