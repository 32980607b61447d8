-- Everybody who works for the authority or one of its schools may read its procedures: a deadline is only fair to those
-- who can look up where it comes from. Other agencies see what is sent to them, and no more (requirement G04).
insert into permissions (role, act) select role, 'see-procedures' from roles where scope <> 'sent';
