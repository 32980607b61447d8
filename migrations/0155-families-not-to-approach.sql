-- If nobody may approach the family of a child for the sake of another child who lives or lived there, or shares a carer (E04). It
-- answers of those children alone whom the viewer may see.
create function is_family_barred(child bigint) returns boolean language sql stable
  return exists (select from children_together(child) as together where is_approach_barred(together.id));
