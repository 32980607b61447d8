-- Which acts the log knows of an authority, and the entries of one of them.
create index on audit_entries (authority_id, act, id);
