-- By which shipped rules everything that is owed was worked out last: a program that comes with others works it out anew, once.
create table rules_worked_by (
  id bigint generated always as identity primary key,
  -- A digest of the program's version and its procedures.
  fingerprint text not null,
  worked_at timestamptz not null
);
