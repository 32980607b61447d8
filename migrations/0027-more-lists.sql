-- More lists of children (A04, B07): returns of joiners and leavers, exclusions and managed moves, places in alternative
-- provision, and the pupils of independent schools. They are merged as the others are: see 0008-list-merging.sql.
alter table list_entries drop constraint list_entries_list_check, add constraint list_entries_list_check
  check (list in ('school-roll', 'health', 'admissions-application', 'admissions-offer', 'home-education', 'police-missing',
    'other-authority-notice', 'joiner-or-leaver', 'exclusion', 'alternative-provision', 'independent-school')) not valid;
-- Every older row holds the narrower rule already; asked again of millions, it would hold the start up for nothing.
