-- Who else lives at a child's address is asked with every case.
create index on children (postcode) where postcode is not null;
