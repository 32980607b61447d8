-- What the program joined by itself is looked through by people (A11): also where the import matched a row by its number, or by the
-- very same name and birth date, and the model has not weighed the two: it is a second row of the child, or unlike the record. Such a link is only
-- a place where both can be seen and parted: it decides nothing, for child_meant asks for 'linked'.
alter table list_links drop constraint list_links_answer_check,
  add constraint list_links_answer_check check (answer in ('linked', 'to-be-confirmed', 'matched'));

create index on list_links (authority_id, probability, id) where answer <> 'to-be-confirmed' and decided is null;
